import { Button } from '@mantine/core';
import { IconCircleCheck, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { IconButton } from './IconButton.tsx';
import { useToast } from './toastStore.ts';

const SHOWN_MS = 10_000;

/** Bottom right; stays while it is hovered or focused. */
export function Toaster() {
  const toast = useToast((state) => state.toast);
  const [held, setHeld] = useState(false);
  const close = () => useToast.setState({ toast: null });

  useEffect(() => {
    if (toast === null || held) return undefined;
    const timer = window.setTimeout(close, SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [toast, held]);

  return (
    <div role="status" aria-live="polite">
      {toast !== null && (
        <div
          className="toast"
          onMouseEnter={() => setHeld(true)}
          onMouseLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
          <IconCircleCheck size={16} stroke={1.6} aria-hidden />
          <span>{toast.text}</span>
          {toast.action !== undefined && (
            <Button
              size="sm"
              onClick={() => {
                toast.action?.run();
                close();
              }}
            >
              {toast.action.label}
            </Button>
          )}
          <IconButton small icon={IconX} label="Dismiss" onClick={close} />
        </div>
      )}
    </div>
  );
}
