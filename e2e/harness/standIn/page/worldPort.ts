/**
 * One end of the way between the two JavaScript worlds of a page, as contextBridge offers it:
 * plain values are cloned by the browser, functions become functions that call back.
 *
 * Both ends are alike. A message is the `detail` of an event on the document that both worlds see;
 * dispatching is synchronous, so a call that returns at once returns at once on the other side too.
 */
export interface WorldPort {
  /** Gives the other world a value under a name; it arrives in its `onExpose`. */
  expose(name: string, value: unknown): void;
}

type AnyFunction = (...args: unknown[]) => unknown;

type Message =
  | { readonly kind: 'expose'; readonly name: string; readonly value: unknown }
  | { readonly kind: 'call'; readonly id: number; readonly fn: number; readonly args: unknown[] }
  | { readonly kind: 'later'; readonly id: number }
  | { readonly kind: 'done'; readonly id: number; readonly ok: boolean; readonly value: unknown };

interface Pending {
  answer?: Message;
  settle?: (message: Message) => void;
}

declare const document: EventTarget;

export function openWorldPort(
  secret: string,
  mine: string,
  theirs: string,
  onExpose: (name: string, value: unknown) => void,
): WorldPort {
  const functions: AnyFunction[] = [];
  const pending = new Map<number, Pending>();
  let lastId = 0;

  document.addEventListener(secret + mine, (event) => {
    if (event instanceof CustomEvent) receive(event.detail as Message);
  });

  function post(message: Message): void {
    document.dispatchEvent(new CustomEvent(secret + theirs, { detail: message }));
  }

  function receive(message: Message): void {
    switch (message.kind) {
      case 'expose':
        return onExpose(message.name, unpack(message.value));
      case 'call':
        return answer(message.id, () => functions[message.fn]?.(...message.args.map(unpack)));
      case 'later':
        return;
      case 'done': {
        const waiting = pending.get(message.id);
        if (waiting?.settle === undefined) pending.set(message.id, { answer: message });
        else waiting.settle(message);
      }
    }
  }

  function answer(id: number, work: () => unknown): void {
    const done = (ok: boolean, value: unknown) =>
      post({ kind: 'done', id, ok, value: pack(value) });
    try {
      const value = work();
      if (value instanceof Promise) {
        post({ kind: 'later', id });
        value.then(
          (result) => done(true, result),
          (error: unknown) => done(false, messageOf(error)),
        );
      } else done(true, value);
    } catch (error) {
      done(false, messageOf(error));
    }
  }

  function callThem(fn: number, args: unknown[]): unknown {
    const id = (lastId += 1);
    post({ kind: 'call', id, fn, args: args.map(pack) });
    const answered = pending.get(id)?.answer;
    pending.delete(id);
    if (answered?.kind === 'done') {
      if (answered.ok) return unpack(answered.value);
      throw new Error(String(answered.value));
    }
    return new Promise((resolve, reject) => {
      pending.set(id, {
        settle(message) {
          pending.delete(id);
          if (message.kind !== 'done') return;
          if (message.ok) resolve(unpack(message.value));
          else reject(new Error(String(message.value)));
        },
      });
    });
  }

  function pack(value: unknown): unknown {
    if (typeof value === 'function') {
      const known = functions.indexOf(value as AnyFunction);
      return { $fn: known >= 0 ? known : functions.push(value as AnyFunction) - 1 };
    }
    return mapPlain(value, pack);
  }

  function unpack(value: unknown): unknown {
    if (typeof value === 'object' && value !== null && '$fn' in value) {
      const fn = Number(value.$fn);
      return (...args: unknown[]) => callThem(fn, args);
    }
    return mapPlain(value, unpack);
  }

  return { expose: (name, value) => post({ kind: 'expose', name, value: pack(value) }) };
}

/** The same for every item of a list or plain object; anything else (arrays of bytes, files) as it is. */
function mapPlain(value: unknown, change: (item: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  if (typeof value !== 'object' || value === null) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item)]));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
