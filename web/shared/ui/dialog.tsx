import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { CloseIcon } from "#web/shared/ui/icons.tsx";
import { uiText } from "#web/shared/ui/messages.ts";
import "#web/shared/ui/dialog.css";

interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  /** Called when it is closed by Escape, the cross or the browser's back gesture. It stays open until `open` is false. */
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** Buttons at its foot, the main one last. */
  readonly actions?: ComponentChildren;
  /** Whether only the actions close it. For what has to be decided. */
  readonly mustChoose?: boolean;
}

/** A question or details above the page. The browser keeps the focus inside and gives it back. */
export const Dialog = ({ open, title, onClose, children, actions, mustChoose = false }: DialogProps) => {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = element.current;
    if (dialog === null || dialog.open === open) return;
    if (open) dialog.showModal();
    else dialog.close();
  }, [open]);
  const cancel = (event: Event): void => {
    event.preventDefault();
    if (!mustChoose) onClose();
  };
  return (
    <dialog ref={element} class="dialog" aria-labelledby={titleId} onCancel={cancel}>
      {open ? (
        <div class="dialog-sheet">
          <div class="dialog-head">
            <h2 id={titleId}>{title}</h2>
            {mustChoose ? null : (
              <button type="button" class="dialog-close" aria-label={uiText.t.close} onClick={onClose}>
                <CloseIcon />
              </button>
            )}
          </div>
          <div class="dialog-body stack">{children}</div>
          {actions === undefined ? null : <div class="dialog-actions">{actions}</div>}
        </div>
      ) : null}
    </dialog>
  );
};
