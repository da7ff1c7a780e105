import { sentence } from '../client/problemText.ts';
import { entryLabel } from '../library/entryLabel.ts';
import { maybeInput, notASpectrum } from '../library/notSpectra.ts';
import { useLibrary } from '../library/libraryStore.ts';
import { useViewer } from '../viewer/viewerStore.ts';

interface FileNoteProps {
  readonly text: string | undefined;
  readonly onText: (path: string) => void;
}

/** Under a file field: what the chosen file is, or the way to take the one in the viewer. */
export function FileNote({ text, onText }: FileNoteProps) {
  const shown = useViewer((state) => state.tabs.find(({ id }) => id === state.active)?.path);
  const path = text ?? shown;
  const entry = useLibrary((state) => state.entries.find((candidate) => candidate.path === path));
  if (entry === undefined) return null;
  if (!maybeInput(entry)) {
    const reason =
      notASpectrum(entry)?.reason ??
      sentence(entry.problem?.message ?? 'Nothing in this file looks like a spectrum');
    return (
      <div className="second">
        {text === undefined
          ? `${entryLabel(entry)}, shown in the Viewer, is no input: tasks read SDSS spectra only.`
          : `Tasks read SDSS spectra only. ${reason}.`}
      </div>
    );
  }
  if (text === undefined) {
    return (
      <div>
        <button type="button" className="link" onClick={() => onText(entry.path)}>
          Use {entryLabel(entry)} from the Viewer
        </button>
      </div>
    );
  }
  return (
    <div className="second">
      {entryLabel(entry)}, {entry.name}
    </div>
  );
}
