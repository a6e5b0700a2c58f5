/** What somebody owns: points and reservations, the next concert first. */
import { AccountReservations } from "#web/booking/account/account-reservations.tsx";
import { accountText } from "#web/booking/account/messages.ts";
import { PointsCard } from "#web/booking/account/points-card.tsx";
import { navigate } from "#web/shared/navigation/address.ts";
import { signOut, user } from "#web/shared/session/session.ts";
import { Button } from "#web/shared/ui/button.tsx";
import { SignInFirst } from "#web/shared/ui/sign-in-first.tsx";
import { useTitle } from "#web/shared/ui/use-title.ts";
import "#web/booking/account/account.css";

export const Screen = () => {
  const { t } = accountText;
  useTitle(t.title);
  const owner = user.value;
  if (owner === null) return <SignInFirst title={t.signInTitle} why={t.signInWhy} action={t.signIn} />;
  return (
    <div class="page account">
      <header class="account-head">
        <h1>{t.title}</h1>
        <p class="cluster">
          <span class="muted">{t.signedInAs(owner.name)}</span>
          <Button
            kind="quiet"
            onClick={() => {
              navigate("/");
              signOut();
            }}
          >
            {t.signOut}
          </Button>
        </p>
      </header>
      <PointsCard />
      <AccountReservations key={owner.id} />
    </div>
  );
};
