/** Long enough for a service that restarts, short enough not to be noticed. */
const RECONNECT_MS = 1_000;

export interface RoomView {
  state(text: 'connecting' | 'connected'): void;
  message(from: 'me' | 'other', text: string): void;
}

/** A seat in a room of the signaling service, taken again whenever it is lost. */
export class Room {
  readonly #url: string;
  readonly #view: RoomView;
  #socket: WebSocket;

  constructor(url: string, view: RoomView) {
    this.#url = url;
    this.#view = view;
    this.#socket = this.#connect();
  }

  /** Whether the text could be sent. */
  send(text: string): boolean {
    if (this.#socket.readyState !== WebSocket.OPEN) {
      return false;
    }
    this.#socket.send(JSON.stringify({ type: 'chat', text }));
    return true;
  }

  #connect(): WebSocket {
    this.#view.state('connecting');
    const socket = new WebSocket(this.#url);
    socket.addEventListener('open', () => this.#view.state('connected'));
    socket.addEventListener('message', ({ data }) => this.#show(read(data)));
    socket.addEventListener('close', () => {
      this.#view.state('connecting');
      setTimeout(() => {
        this.#socket = this.#connect();
      }, RECONNECT_MS);
    });
    return socket;
  }

  /** An echo wraps what this page sent, everything else comes from the others as it was. */
  #show(message: Message): void {
    if (message.type === 'echo') {
      this.#view.message('me', read(message.data).text ?? '');
    } else if (message.type === 'chat') {
      this.#view.message('other', message.text ?? '');
    }
  }
}

interface Message {
  readonly type?: string;
  readonly data?: string;
  readonly text?: string;
}

/** Others may send anything: what is not ours is an empty message. */
function read(json: string | undefined): Message {
  try {
    return JSON.parse(json ?? '') ?? {};
  } catch {
    return {};
  }
}
