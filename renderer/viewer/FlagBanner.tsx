import { Modal } from '@mantine/core';
import { IconAlertTriangle, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { IconButton } from '../components/IconButton.tsx';

/** What the user should know before trusting the spectrum, dismissed for this spectrum only. */
export function FlagBanner({ warnings }: { readonly warnings: readonly string[] }) {
  const [dismissed, setDismissed] = useState(false);
  const [details, setDetails] = useState(false);
  if (warnings.length === 0 || dismissed) return null;
  const more = warnings.length - 1;
  return (
    <div className="banner" role="status">
      <IconAlertTriangle size={16} stroke={1.6} aria-hidden />
      <span className="grow clip">
        {withCode(warnings[0] ?? '')}
        {more > 0 && <span className="muted"> and {more} more</span>}
      </span>
      <button type="button" className="link" onClick={() => setDetails(true)}>
        Details
      </button>
      <IconButton
        small
        icon={IconX}
        label="Dismiss for this spectrum"
        onClick={() => setDismissed(true)}
      />
      <Modal
        opened={details}
        onClose={() => setDetails(false)}
        title="Before you trust this spectrum"
        size={560}
      >
        <ul className="col" style={{ gap: 8 }}>
          {warnings.map((warning) => (
            <li key={warning}>{withCode(warning)}</li>
          ))}
        </ul>
      </Modal>
    </div>
  );
}

/** Flag names in upper case are set in the fixed-width face. */
function withCode(sentence: string) {
  return sentence.split(/\b([A-Z][A-Z0-9]*_[A-Z0-9_]+)\b/).map((part, index) =>
    index % 2 === 1 ? (
      <span key={index} className="mono">
        {part}
      </span>
    ) : (
      part
    ),
  );
}
