/** Releasing the seats on purpose, after a question. */
import { useSignal } from "@preact/signals";
import { checkoutText } from "#web/booking/checkout/messages.ts";
import { releaseText } from "#web/booking/checkout/release/messages.ts";
import type { ReleaseDialogProps } from "#web/booking/checkout/release/release-dialog.tsx";
import { Button } from "#web/shared/ui/button.tsx";
import { later } from "#web/shared/ui/later.tsx";

const ReleaseDialog = later<ReleaseDialogProps>(
  async () => (await import("#web/booking/checkout/release/release-dialog.tsx")).ReleaseDialog,
  { text: [releaseText], lines: 2 },
);

export const Release = (props: Omit<ReleaseDialogProps, "isOpen" | "close">) => {
  // Stays once it has been opened: a dialog that closes gives the focus back.
  const dialog = useSignal<"never opened" | "open" | "closed">("never opened");
  return (
    <div class="checkout-release">
      <Button
        kind="quiet"
        disabled={props.checkout.isLocked.value}
        onClick={() => {
          dialog.value = "open";
        }}
      >
        {checkoutText.t.release}
      </Button>
      {dialog.value !== "never opened" && (
        <ReleaseDialog
          {...props}
          isOpen={dialog.value === "open"}
          close={() => {
            dialog.value = "closed";
          }}
        />
      )}
    </div>
  );
};
