import { FileUp } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { LONGEST_PEM, toPem } from './certificate.ts';

interface ChooseFileProps {
  /** What is chosen. */
  label: string;
  /** Endings of file names, with commas between them. */
  accept: string;
  onRead: (pem: string) => void;
  /** Why the chosen file is not taken; null where it is. */
  onProblem: (message: string | null) => void;
}

/** Takes the text of a file with a certificate or a key. */
export function ChooseFile({ label, accept, onRead, onProblem }: ChooseFileProps) {
  const input = useRef<HTMLInputElement>(null);

  async function read(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    try {
      const pem = file.size > LONGEST_PEM ? null : toPem(new Uint8Array(await file.arrayBuffer()));
      const fits = pem !== null && pem.length <= LONGEST_PEM;
      onProblem(fits ? null : `“${file.name}” is too large. Choose another file.`);
      if (fits) onRead(pem);
    } catch {
      onProblem(`“${file.name}” could not be read. Choose it again.`);
    }
  }

  return (
    <>
      <Button size="small" variant="ghost" icon={<FileUp />} onClick={() => input.current?.click()}>
        Choose file…
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept={accept}
        onChange={(event) => {
          void read(event.currentTarget.files?.[0]);
          // The same file again is a choice, too.
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
