import { Button, Modal, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import type { ProblemText } from '../client/problemText.ts';
import { useAsk, type WorkspaceQuestion } from './askStore.ts';
import { openWorkspace, useWorkspace } from './workspaceStore.ts';

const words: Record<WorkspaceQuestion, { title: string; action: string; text: string }> = {
  open: {
    title: 'Open workspace',
    action: 'Open',
    text: 'The folder of a workspace: the one that holds astra.json.',
  },
  create: {
    title: 'New workspace',
    action: 'Create',
    text: 'A new folder. The mirror, results and settings live in it; nothing outside is touched.',
  },
};

/** Asks for the folder by path, where the host has no dialog of its own. */
export function WorkspaceDialog() {
  const question = useAsk((state) => state.question);
  const close = () => useAsk.setState({ question: null });
  return (
    <Modal
      opened={question !== null}
      onClose={close}
      title={question === null ? '' : words[question].title}
      size={480}
    >
      {question !== null && <Form question={question} close={close} />}
    </Modal>
  );
}

function faultText({ title, advice }: ProblemText): string {
  return advice === undefined ? title : `${title}. ${advice}.`;
}

function Form({
  question,
  close,
}: {
  readonly question: WorkspaceQuestion;
  readonly close: () => void;
}) {
  const [path, setPath] = useState('');
  const { problem, opening } = useWorkspace();
  const { action, text } = words[question];

  async function submit(event: SyntheticEvent): Promise<void> {
    event.preventDefault();
    if (path.trim() === '') return;
    await openWorkspace({ kind: question, path: path.trim() });
    if (useWorkspace.getState().problem === null) close();
  }

  return (
    <form className="col" style={{ gap: 12 }} onSubmit={(event) => void submit(event)}>
      <TextInput
        data-autofocus
        label="Folder"
        placeholder="~/Astra/my-field"
        value={path}
        error={problem === null ? undefined : faultText(problem)}
        onChange={(event) => setPath(event.currentTarget.value)}
      />
      <p className="small second">{text}</p>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button onClick={close}>Cancel</Button>
        <Button type="submit" variant="filled" disabled={path.trim() === '' || opening}>
          {action}
        </Button>
      </div>
    </form>
  );
}
