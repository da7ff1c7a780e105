import { CommandFailed } from './bootstrap/runCommand.js';
import { say } from './bootstrap/say.js';

/** Runs a program of the project; a command that failed is said in words, a bug with its stack. */
export async function runProgram(program: () => Promise<void>): Promise<void> {
  try {
    await program();
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
