import { registerHooks } from 'node:module';
import { obey, type Order } from './remoteControl.ts';

/** Preloaded with `node --import`: gives `electron` its stand-in and listens to the test. */
const standIn = new URL('./electronModule.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
});

process.on('message', (message: { readonly id: number; readonly order: Order }) => {
  const { id, order } = message;
  obey(order).then(
    (value) => process.send?.({ id, ok: true, value }),
    (error: unknown) => process.send?.({ id, ok: false, value: String(error) }),
  );
});
