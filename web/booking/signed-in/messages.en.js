export const messages = {
    title: "Signing in",
    wait: "One moment. We are completing your sign-in.",
    failed: "The sign-in did not work",
    failedWhy: "It was cancelled, or the page was open for too long. Nothing is lost: your place in a queue and your seats belong to your account.",
    again: "Sign in again",
    home: "Go to the concerts",
};
