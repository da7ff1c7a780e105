import { stripTypeScriptTypes } from 'node:module';

/*
 * Set-up of every test process. Threads that tests start are TypeScript, which Node strips of its types
 * with WebAssembly. Its code is shared by the threads of a process and freed with the last of them, and
 * where threads come and go V8 at times ends the process over that ("Check failed:
 * jit_page_->allocations_.erase(addr) == 1", in UnregisterWasmAllocation). Used here once, it stays.
 */
stripTypeScriptTypes('');
