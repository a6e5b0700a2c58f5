import type { Messages } from "#web/shared/ui/refusal/messages.en.ts";

export const messages: Messages = {
  toConcerts: "공연 목록 보기",
  reference: (requestId) => `문의하실 때 이 번호를 알려 주세요: ${requestId}`,
  problems: {
    signIn: { title: "로그인이 필요해요", text: "로그인이 만료됐어요. 다시 로그인하면 이 화면으로 돌아와요." },
    busy: { title: "요청이 너무 잦아요", text: "짧은 시간에 요청이 많았어요. 잠시 후 다시 시도해 주세요." },
    unavailable: { title: "지금 접속이 몰리고 있어요", text: "요청은 처리되지 않았어요. 잠시 후 다시 시도해 주세요." },
    internal: {
      title: "저희 쪽에 문제가 생겼어요",
      text: "오류 내용은 저희가 확인할 수 있게 기록해 두었어요. 잠시 후 다시 시도해 주세요.",
    },
    notFound: { title: "찾으시는 페이지가 없어요", text: "주소가 잘못되었거나 페이지가 사라졌어요." },
    forbidden: { title: "볼 수 있는 권한이 없어요", text: "로그인은 되어 있지만 다른 권한이 필요해요." },
    invalid: { title: "입력한 내용을 확인해 주세요", text: "올바르지 않은 값이 있어요. 고친 뒤 다시 시도해 주세요." },
    inProgress: { title: "처리하고 있어요", text: "먼저 누른 요청을 처리하는 중이에요. 잠시만 기다려 주세요." },
    unknown: { title: "처리하지 못했어요", text: "다시 시도해 주세요. 계속되면 페이지를 새로고침해 주세요." },
  },
};
