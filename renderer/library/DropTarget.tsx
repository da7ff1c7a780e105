import { useEffect, useState } from 'react';
import { useWorkspace } from '../workspace/workspaceStore.ts';
import { openFiles } from './openFiles.ts';

/** The whole window takes files; while they hover, it says what will happen. */
export function DropTarget() {
  const [over, setOver] = useState(false);
  const ready = useWorkspace((state) => state.workspace !== null);

  useEffect(() => {
    let depth = 0;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const hover = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      if (ready) void openFiles([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', hover);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', hover);
      window.removeEventListener('drop', drop);
    };
  }, [ready]);

  if (!over) return null;
  return (
    <div className="drop-veil">
      <div className="drop-card empty">
        <h2>{ready ? 'Drop to open' : 'Open a workspace first'}</h2>
        <p>
          {ready
            ? 'The files are added to the library of this workspace and recognised by what is in them.'
            : 'Files belong to a workspace. The sample workspace will do.'}
        </p>
      </div>
    </div>
  );
}
