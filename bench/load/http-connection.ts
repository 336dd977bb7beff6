// One keep-alive connection with one request in flight, on node:net: less than half of the CPU that undici takes for
// the same request, and the generator shares its machine with what it measures.
// Every request ends exactly once: answered, or failed with a reason. A failed connection is opened anew.

import { connect, type Socket } from "node:net";
import { type HttpResponse, HttpResponseReader, MalformedResponse } from "./http-response-reader.ts";

export type FailureReason = "connect" | "reset" | "timeout" | "malformed";

export interface RequestListener {
  answered(response: HttpResponse): void;
  failed(reason: FailureReason): void;
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

const READ_BUFFER_BYTES = 64 * 1024;

export class HttpConnection {
  readonly #address: Address;
  readonly #onIdle: (connection: HttpConnection) => void;
  #socket: Socket | undefined;
  #connected = false;
  #reader = new HttpResponseReader();
  #listener: RequestListener | undefined;
  #unsent: string | undefined;
  #deadline = Number.POSITIVE_INFINITY;

  constructor(address: Address, onIdle: (connection: HttpConnection) => void) {
    this.#address = address;
    this.#onIdle = onIdle;
  }

  /** Sends one request (ASCII text). At entry: the connection is idle. */
  send(text: string, deadline: number, listener: RequestListener): void {
    if (this.#listener !== undefined) throw new Error("this connection already has a request in flight");
    this.#listener = listener;
    this.#deadline = deadline;
    if (this.#socket === undefined) this.#open();
    if (this.#connected) this.#socket?.write(text, "latin1");
    else this.#unsent = text;
  }

  /** Fails the request in flight when its deadline has passed; one timer of the owner serves all connections. */
  failIfOverdue(now: number): void {
    if (now >= this.#deadline) this.#fail("timeout");
  }

  close(): void {
    this.#drop();
  }

  #open(): void {
    // One buffer per connection, reused for every read, spares an allocation for each response.
    const buffer = Buffer.allocUnsafeSlow(READ_BUFFER_BYTES);
    this.#reader = new HttpResponseReader();
    const socket = connect({
      ...this.#address,
      noDelay: true,
      onread: {
        buffer,
        callback: (length: number) => {
          if (socket === this.#socket) this.#received(buffer.subarray(0, length));
          return true;
        },
      },
    });
    this.#socket = socket;
    socket.once("connect", () => {
      if (socket !== this.#socket) return;
      this.#connected = true;
      if (this.#unsent !== undefined) socket.write(this.#unsent, "latin1");
      this.#unsent = undefined;
    });
    const lost = (): void => {
      if (socket === this.#socket) this.#fail(this.#connected ? "reset" : "connect");
    };
    socket.once("error", lost);
    socket.once("close", lost);
  }

  #received(chunk: Buffer): void {
    try {
      const response = this.#reader.take(chunk);
      if (response === undefined) return;
      const listener = this.#listener;
      if (listener === undefined) throw new MalformedResponse("a response that nobody asked for");
      if (response.closes) this.#drop();
      this.#listener = undefined;
      this.#deadline = Number.POSITIVE_INFINITY;
      listener.answered(response);
      this.#onIdle(this);
    } catch (error) {
      if (!(error instanceof MalformedResponse)) throw error;
      this.#fail("malformed");
    }
  }

  #fail(reason: FailureReason): void {
    this.#drop();
    const listener = this.#listener;
    this.#listener = undefined;
    this.#deadline = Number.POSITIVE_INFINITY;
    if (listener === undefined) return;
    listener.failed(reason);
    this.#onIdle(this);
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#connected = false;
    this.#unsent = undefined;
    socket?.destroy();
  }
}
