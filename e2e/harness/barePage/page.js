globalThis.ownScriptRan = true;
