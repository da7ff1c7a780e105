import { expect, it } from 'vitest';
import { astraCommand } from './astraCommand.ts';

it('names the workspace, and quotes what a shell would take apart', () => {
  expect(astraCommand('', 'trash')).toBe('astra trash');
  expect(astraCommand('/home/me/Astra/a', 'trash')).toBe('astra -w /home/me/Astra/a trash');
  expect(astraCommand("/home/me/it's mine", 'undo')).toBe(
    String.raw`astra -w '/home/me/it'\''s mine' undo`,
  );
});
