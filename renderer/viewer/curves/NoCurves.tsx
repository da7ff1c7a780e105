import { shellWord } from '../../components/astraCommand.ts';
import { CommandText } from '../../components/CommandText.tsx';
import { useWorkspace } from '../../workspace/workspaceStore.ts';
import { absoluteFile } from './absoluteFile.ts';

/** Nothing to choose from: where to see what the file holds. */
export function NoCurves({ path }: { readonly path: string }) {
  const workspace = useWorkspace((state) => state.workspace?.path);
  const command = `astra fits ${shellWord(absoluteFile(path, workspace))}`;
  return (
    <section className="col" style={{ gap: 8, maxWidth: 640 }}>
      <h2 className="which-title">Nothing in it looks like a spectrum</h2>
      <p className="second">
        It has no image row and no column of numbers with 16 pixels or more. What HDUs it has is
        shown by
      </p>
      <div className="code">
        <CommandText command={command} />
      </div>
    </section>
  );
}
