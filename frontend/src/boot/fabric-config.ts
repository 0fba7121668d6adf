// Evaluated before anything of Fluent v8 (the visit's call area brings it): without this line v8 would ask a foreign host
// for fonts. It must stay the first import of the entry file.
declare global {
  interface Window {
    FabricConfig?: { fontBaseUrl: string; iconBaseUrl: string };
  }
}

window.FabricConfig = { fontBaseUrl: '', iconBaseUrl: '/' };

export {};
