/** In the place of what somebody owns, as long as nobody is signed in. */
import { address } from "#web/shared/navigation/address.ts";
import { signIn } from "#web/shared/session/session.ts";
import { Button } from "#web/shared/ui/button.tsx";

interface SignInFirstProps {
  readonly title: string;
  readonly why: string;
  /** The words on the button, which returns to this page. */
  readonly action: string;
}

export const SignInFirst = ({ title, why, action }: SignInFirstProps) => (
  <div class="page stack">
    <h1>{title}</h1>
    <p>{why}</p>
    <p>
      <Button kind="primary" large onClick={() => void signIn(address.peek().path)}>
        {action}
      </Button>
    </p>
  </div>
);
