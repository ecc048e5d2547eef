import { useEffect, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';

export interface SaveSampleDialogProps {
  open: boolean;
  initial: string;
  onClose: () => void;
  onSave: (name: string) => void;
}

/** Asks what a new sample is to be called. */
export function SaveSampleDialog({ open, initial, onClose, onSave }: SaveSampleDialogProps) {
  const [name, setName] = useState(initial);
  useEffect(() => {
    if (open) setName(initial);
  }, [open, initial]);
  const trimmed = name.trim();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Save as a new sample"
      size="small"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={trimmed === ''} onClick={() => onSave(trimmed)}>
            Save sample
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (trimmed !== '') onSave(trimmed);
        }}
      >
        <TextField label="Name" hint="It is kept in this workspace." value={name} onChange={setName} maxLength={200} />
      </form>
    </Dialog>
  );
}
