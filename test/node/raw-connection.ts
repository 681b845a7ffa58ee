import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What came back for one request. */
export interface RawAnswer {
  status: number;
  text: string;
}

/** A kept connection on which bytes are sent as they are, and answers read in their order. */
export interface RawConnection {
  /** Sends bytes that are one request for each of these methods; fewer answers come when the server closes. */
  exchange(bytes: string, methods: readonly string[]): Promise<RawAnswer[]>;
  isOpen(): boolean;
  close(): void;
}

/** Connects, and waits for nothing. */
export function rawConnection(port: number): RawConnection {
  const socket: Socket = connect(port, '127.0.0.1');
  let heard = '';
  let waiting = () => {};
  let over = false;
  socket.setNoDelay().setEncoding('latin1');
  socket.on('error', () => {});
  socket.on('data', (chunk: string) => {
    heard += chunk;
    waiting();
  });
  socket.once('close', () => {
    over = true;
    waiting();
  });
  return {
    async exchange(bytes, methods) {
      const answers: RawAnswer[] = [];
      heard = '';
      if (!over) socket.write(bytes, 'latin1');
      while (answers.length < methods.length) {
        const length = lengthOf(heard, methods[answers.length]!);
        if (length !== undefined && length <= heard.length) {
          answers.push({ status: Number(heard.slice(9, 12)), text: heard.slice(0, length) });
          heard = heard.slice(length);
        } else if (over) break;
        else await new Promise<void>((resolve) => (waiting = resolve));
      }
      // Whatever closes the connection is about to: the next request needs another one.
      if (!over && /^connection: close\r$/im.test(answers.at(-1)?.text ?? '')) await once(socket, 'close');
      return answers;
    },
    isOpen: () => !over,
    close: () => void socket.destroy(),
  };
}

/** How long the first answer in a text is, once that can be told. */
function lengthOf(text: string, method: string): number | undefined {
  const head = text.indexOf('\r\n\r\n') + 4;
  if (head < 4) return undefined;
  const said = text.slice(0, head);
  const length = /^content-length: (\d+)\r$/im.exec(said)?.[1];
  if (method === 'HEAD' || /^HTTP\/1\.1 (204|304) /.test(said)) return head;
  if (length !== undefined) return head + Number(length);
  if (!/^transfer-encoding: chunked\r$/im.test(said)) return head;
  const end = text.indexOf('\r\n0\r\n\r\n', head - 2);
  return end < 0 ? undefined : end + 7;
}
