// In place of Azure's calling SDK in every build but the one for Azure.
throw new Error("These pages were built without Azure's calling SDK. Build them with `npm run build:acs`.");

export {};
