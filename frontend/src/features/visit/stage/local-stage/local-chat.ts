// The chat of the visit over the call socket. What was not answered when the connection broke is said again after the
// rejoin, under the same id, so the server says it once.
import type { AdapterCore } from './adapter-core';
import { user } from './call-state';
import {
  chatOpened,
  membersAdded,
  membersRemoved,
  messageEdited,
  messageFailed,
  messageGone,
  messageOnItsWay,
  messageRead,
  messageSaid,
  somebodyTypes,
  TYPING_SHOWN_MS,
  toMessage,
  typingFaded,
} from './chat-state';
import type { ChatHistory, ChatMember, ClientFrame, SaidMessage, ServerFrame } from './socket-protocol';

const TYPING_AGAIN_MS = 4_000;

export interface ChatOwner {
  userId: string;
  displayName: string;
}

export class LocalChat {
  private readonly unanswered = new Map<string, string>();
  private typedAt = 0;
  private serverAheadMs = 0;
  private fading: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly core: AdapterCore,
    private readonly me: ChatOwner,
    private readonly send: (frame: ClientFrame) => boolean,
  ) {}

  /** In the call, again or for the first time. Returns whether the chat came into being by it. */
  joined(chat: ChatHistory | null, serverNow: Date): boolean {
    this.serverAheadMs = +serverNow - Date.now();
    if (!chat) return false;
    const isNew = !this.core.state.chat;
    for (const said of chat.messages) if (said.clientMessageId) this.unanswered.delete(said.clientMessageId);
    this.core.change(chatOpened(chat, user(this.me.userId)));
    this.sayAgain();
    return isNew;
  }

  hear(frame: ServerFrame): void {
    switch (frame.type) {
      case 'chat.message':
        this.said(frame.message);
        break;
      case 'chat.edited':
        this.core.change(messageEdited(frame.message));
        this.core.events.emit('messageEdited', { message: toMessage(frame.message) });
        break;
      case 'chat.deleted':
        this.deleted(frame.messageId);
        break;
      case 'chat.typing':
        if (frame.userId !== this.me.userId) this.typing(frame.userId, frame.displayName);
        break;
      case 'chat.read':
        this.core.change(messageRead(frame, this.me.userId));
        this.told(frame.messageId, frame.userId);
        break;
      case 'chat.participantsAdded':
        this.core.change(membersAdded(frame.participants));
        break;
      case 'chat.participantsRemoved':
        this.core.change(membersRemoved(frame.userIds));
        break;
      case 'tokenTaken':
        this.sayAgain();
        break;
      case 'error':
        if (frame.clientMessageId) this.failed(frame.clientMessageId, frame.code, frame.message);
        break;
    }
  }

  async say(content: string): Promise<void> {
    if (!this.core.state.chat) {
      throw this.core.chatTrouble('ChatThreadClient.sendMessage', new Error('There is no chat in this visit.'));
    }
    const clientMessageId = crypto.randomUUID();
    this.unanswered.set(clientMessageId, content);
    this.core.change(messageOnItsWay(content, clientMessageId, this.me, new Date(Date.now() + this.serverAheadMs)));
    this.send({ type: 'chat.send', content, clientMessageId });
  }

  async edit(messageId: string, content: string): Promise<void> {
    if (!this.send({ type: 'chat.edit', messageId, content })) {
      throw this.core.chatTrouble('ChatThreadClient.updateMessage', new Error('Not connected.'));
    }
  }

  /** A message that never reached the server has no id there; giving it up is enough. */
  async delete(messageId: string): Promise<void> {
    const message = this.core.state.chat?.chatMessages[messageId];
    if (message && message.status !== 'delivered') {
      this.unanswered.delete(messageId);
      this.core.change(messageGone(messageId));
      return;
    }
    if (!this.send({ type: 'chat.delete', messageId })) {
      throw this.core.chatTrouble('ChatThreadClient.deleteMessage', new Error('Not connected.'));
    }
  }

  /** Lost when there is no connection: the next message read tells as much. */
  async read(messageId: string): Promise<void> {
    if (messageId) this.send({ type: 'chat.read', messageId });
  }

  async type(): Promise<void> {
    if (Date.now() - this.typedAt < TYPING_AGAIN_MS) return;
    this.typedAt = Date.now();
    this.send({ type: 'chat.typing' });
  }

  member(member: ChatMember): void {
    if (!this.core.state.chat?.participants[member.userId]) this.core.change(membersAdded([member]));
  }

  close(): void {
    clearTimeout(this.fading);
  }

  private sayAgain(): void {
    for (const [clientMessageId, content] of this.unanswered)
      this.send({ type: 'chat.send', content, clientMessageId });
  }

  private said(message: SaidMessage): void {
    const isMine = message.senderId === this.me.userId;
    if (message.clientMessageId) this.unanswered.delete(message.clientMessageId);
    const isKnown = Boolean(this.core.state.chat?.chatMessages[message.id]);
    this.core.change(messageSaid(message));
    if (!isKnown) this.core.events.emit(isMine ? 'messageSent' : 'messageReceived', { message: toMessage(message) });
  }

  private deleted(messageId: string): void {
    const message = this.core.state.chat?.chatMessages[messageId];
    if (!message) return;
    this.core.change(messageGone(messageId));
    this.core.events.emit('messageDeleted', { message: { ...message, deletedOn: new Date() } });
  }

  private typing(userId: string, displayName: string | null): void {
    this.core.change(somebodyTypes(userId, displayName, new Date()));
    clearTimeout(this.fading);
    this.fading = setTimeout(() => this.core.change(typingFaded(new Date())), TYPING_SHOWN_MS + 100);
  }

  private told(messageId: string, userId: string): void {
    const message = this.core.state.chat?.chatMessages[messageId];
    if (message && userId !== this.me.userId) this.core.events.emit('messageRead', { message, readBy: user(userId) });
  }

  /** A refused token is no fault of the words: they go out again with the next one. */
  private failed(clientMessageId: string, code: string, reason: string): void {
    if (code === 'token_refused') return;
    this.unanswered.delete(clientMessageId);
    this.core.change(messageFailed(clientMessageId));
    this.core.chatTrouble('ChatThreadClient.sendMessage', new Error(reason));
  }
}
