import type { Messages } from "#web/booking/waiting/leave/messages.en.ts";

export const messages: Messages = {
  title: "대기열에서 나갈까요?",
  why: (number) => `${number}번을 포기하게 돼요. 다시 참여하면 맨 뒤에 서요.`,
  whyLobby: "지금 순서를 포기하게 돼요. 추첨 전에 다시 들어오면 기회는 똑같아요.",
  whyJoined: "지금 순서를 포기하게 돼요. 다시 참여하면 맨 뒤에 서요.",
  whyPass: "지금 차례를 포기하게 돼요. 다시 참여하면 맨 뒤에 서요.",
  stay: "계속 기다리기",
};
