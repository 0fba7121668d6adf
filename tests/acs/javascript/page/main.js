// A page that starts the chat SDK's real-time notifications and keeps what it hears.
import { ChatClient } from '@azure/communication-chat';
import { AzureCommunicationTokenCredential } from '@azure/communication-common';

const EVENTS = [
  'chatMessageReceived',
  'chatMessageEdited',
  'chatMessageDeleted',
  'typingIndicatorReceived',
  'readReceiptReceived',
  'chatThreadCreated',
  'chatThreadPropertiesUpdated',
  'chatThreadDeleted',
  'participantsAdded',
  'participantsRemoved',
];

window.heard = [];
window.connections = [];

window.listen = async (endpoint, token) => {
  const credential = new AzureCommunicationTokenCredential({
    token,
    tokenRefresher: async () => window.freshToken(),
    refreshProactively: false,
  });
  const client = new ChatClient(endpoint, credential);
  client.on('realTimeNotificationConnected', () => window.connections.push('connected'));
  client.on('realTimeNotificationDisconnected', () => window.connections.push('disconnected'));
  await client.startRealtimeNotifications();
  for (const name of EVENTS) {
    client.on(name, (event) => window.heard.push({ name, event: JSON.parse(JSON.stringify(event)) }));
  }
  window.stopListening = () => client.stopRealtimeNotifications();
};
