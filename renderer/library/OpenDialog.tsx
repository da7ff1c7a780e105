import { Button, FileButton, Modal } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import { openDialog, useView } from '../frame/viewStore.ts';
import { openFiles } from './openFiles.ts';

/** Files from anywhere on this machine, chosen or dropped. */
export function OpenDialog() {
  const opened = useView((state) => state.dialog === 'open');
  const close = () => openDialog(null);
  const choose = (files: File[]) => {
    close();
    void openFiles(files);
  };
  return (
    <Modal opened={opened} onClose={close} title="Open files" size={520}>
      <div className="empty drop-card" style={{ width: '100%', padding: 24 }}>
        <p>
          apVisit, apStar, aspcapStar, spec, mwmStar, mwmVisit and products of tasks are recognised
          by what is in them, whatever they are called. Drop them on the window, or choose them
          here.
        </p>
        <FileButton multiple accept=".fits,.fit,.fts,.gz,.fz" onChange={choose}>
          {(props) => (
            <Button
              {...props}
              data-autofocus
              variant="filled"
              leftSection={<IconFile size={16} stroke={1.6} />}
            >
              Choose files
            </Button>
          )}
        </FileButton>
      </div>
    </Modal>
  );
}
