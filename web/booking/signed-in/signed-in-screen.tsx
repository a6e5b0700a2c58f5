/** Where the identity provider returns to: completes the sign-in and goes on to where it was begun. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { signedInText } from "#web/booking/signed-in/messages.ts";
import { navigate } from "#web/shared/navigation/address.ts";
import { Link } from "#web/shared/navigation/link.tsx";
import { setTokens, signIn } from "#web/shared/session/session.ts";

const complete = async (): Promise<void> => {
  const { completeSignIn } = await import("#web/shared/session/sign-in.ts");
  const done = await completeSignIn(new URL(location.href));
  // Opened again, as with the back button: whoever is signed in goes to the concerts.
  if (done !== undefined) setTokens(done.tokens);
  navigate(done?.returnTo ?? "/", { replace: true });
};

export const Screen = () => {
  const hasFailed = useSignal(false);
  useEffect(() => {
    complete().catch(() => {
      hasFailed.value = true;
    });
  }, [hasFailed]);
  const { t } = signedInText;
  if (!hasFailed.value) {
    return (
      <section class="page">
        <h1>{t.title}</h1>
        <p>{t.wait}</p>
      </section>
    );
  }
  return (
    <section class="page" role="alert">
      <h1>{t.failed}</h1>
      <p>{t.failedWhy}</p>
      <p>
        <button type="button" class="button button-primary" onClick={() => void signIn("/")}>
          {t.again}
        </button>
      </p>
      <p>
        <Link href="/">{t.home}</Link>
      </p>
    </section>
  );
};
