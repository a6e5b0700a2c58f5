/** In the place of what somebody owns, as long as nobody is signed in. */
import { accountText } from "#web/booking/account/messages.ts";
import { address } from "#web/shared/navigation/address.ts";
import { signIn } from "#web/shared/session/session.ts";
import { Button } from "#web/shared/ui/button.tsx";

export const SignInFirst = () => {
  const { t } = accountText;
  return (
    <div class="page stack">
      <h1>{t.signInTitle}</h1>
      <p>{t.signInWhy}</p>
      <p>
        <Button kind="primary" onClick={() => void signIn(address.peek().path)}>
          {t.signIn}
        </Button>
      </p>
    </div>
  );
};
