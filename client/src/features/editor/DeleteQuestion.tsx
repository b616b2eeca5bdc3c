import { Question } from '../../ui/Dialog.js';

interface Props {
  title: string;
  onKeep(): void;
  onDelete(): void;
}

export function DeleteQuestion({ title, onKeep, onDelete }: Props) {
  return (
    <Question
      title={`Delete ${title ? `“${title}”` : 'this draft'}?`}
      keep="Keep it"
      confirm="Delete story"
      onKeep={onKeep}
      onConfirm={onDelete}
    >
      <p>The story goes for good. This cannot be undone.</p>
    </Question>
  );
}
