// The real SDKs from frontend/node_modules, and who talks to which resource.
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../../frontend/package.json', import.meta.url));
export const { ChatClient } = require('@azure/communication-chat');
export const { AzureCommunicationTokenCredential } = require('@azure/communication-common');
export const { CommunicationIdentityClient } = require('@azure/communication-identity');
export const { RoomsClient } = require('@azure/communication-rooms');
export const { SmsClient } = require('@azure/communication-sms');

export const connectionString = process.env.ACS_CONNECTION_STRING;
export const endpoint = /endpoint=([^;]+)/.exec(connectionString)[1];
export const phoneNumber = process.env.ACS_PHONE_NUMBER;
export const control = process.env.ACS_CONTROL;
const options = { retryOptions: { maxRetries: 0 } };

export const identity = new CommunicationIdentityClient(connectionString, options);
export const rooms = new RoomsClient(connectionString, options);
export const sms = new SmsClient(connectionString, options);

export async function person(scopes = ['chat', 'voip']) {
  const { user, token } = await identity.createUserAndToken(scopes);
  const credential = new AzureCommunicationTokenCredential(token);
  return { user, token, id: user.communicationUserId, chat: new ChatClient(endpoint, credential, options) };
}

export async function all(paged) {
  const items = [];
  for await (const item of paged) {
    items.push(item);
  }
  return items;
}

/** What assert.rejects is given: the service refused with this status and code. */
export const refused = (status, code) => (error) => {
  if (error.statusCode !== status || (code !== undefined && error.code !== code)) {
    throw new Error(`expected ${status} ${code ?? ''}, got ${error.statusCode} ${error.code}: ${error.message}`);
  }
  return true;
};
