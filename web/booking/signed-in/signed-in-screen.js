import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
/** Where the identity provider returns to: completes the sign-in and goes on to where it was begun. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { signedInText } from "#web/booking/signed-in/messages.ts";
import { navigate } from "#web/shared/navigation/address.ts";
import { Link } from "#web/shared/navigation/link.tsx";
import { setTokens, signIn } from "#web/shared/session/session.ts";
const complete = async () => {
    const { completeSignIn } = await import("#web/shared/session/sign-in.ts");
    const done = await completeSignIn(new URL(location.href));
    // Opened again, as with the back button: whoever is signed in goes to the concerts.
    if (done !== undefined)
        setTokens(done.tokens);
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
        return (_jsxs("section", { class: "page", children: [_jsx("h1", { children: t.title }), _jsx("p", { children: t.wait })] }));
    }
    return (_jsxs("section", { class: "page", role: "alert", children: [_jsx("h1", { children: t.failed }), _jsx("p", { children: t.failedWhy }), _jsx("p", { children: _jsx("button", { type: "button", class: "button button-primary", onClick: () => void signIn("/"), children: t.again }) }), _jsx("p", { children: _jsx(Link, { href: "/", children: t.home }) })] }));
};
