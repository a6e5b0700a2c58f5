import type { Messages } from "#web/booking/draw/messages.en.ts";

export const messages: Messages = {
  title: "추첨 확인하기",
  lead: "예매 시작 전에 참여한 분들은 모두 추첨으로 순번을 받았어요. 여기서는 공개된 값만으로 이 브라우저가 추첨을 다시 계산해요. 저희 말을 그대로 믿지 않으셔도 돼요.",
  loading: "추첨 정보를 읽고 있어요",
  noConcert: "공연을 찾을 수 없어요.",

  arrival: "도착 번호",
  arrivalHint: "예매 시작 전 대기 화면에 나온 번호예요. 선예매 번호는 1,000,000,001부터 시작해요.",
  arrivalYours: "내가 받은 도착 번호예요.",
  arrivalError: "1204처럼 1 이상의 숫자를 입력해 주세요.",
  check: "확인하기",

  notDrawn: "아직 추첨 전이에요",
  notDrawnWhy: (time) =>
    `추첨은 예매가 시작되는 ${time}에 진행돼요. 비밀 값은 이미 정해졌고, 아래는 그 값의 지문이에요. 적어 두거나, 추첨이 끝난 뒤 이 브라우저에서 다시 열어 보세요. 지금 본 지문을 이 브라우저가 기억해 둬요.`,
  good: (arrival, number) => `모두 맞아요. 도착 번호 ${arrival}번은 추첨에서 순번 ${number}번을 받았어요.`,
  bad: "맞지 않는 값이 있어요",
  badWhy: "아래 값을 보관하고 주최 측에 알려 주세요.",
  cameLater: (arrival, size) =>
    `도착 번호 ${arrival}번은 추첨 대상이 아니었어요. ${size}번까지 추첨했고, 그 뒤에 도착하면 도착 번호가 그대로 대기 순번이에요.`,

  seedFits: "공개된 비밀 값의 지문이 미리 공개한 지문과 같아요. 추첨 전에 정해 둔 값이에요.",
  seedFails: "공개된 비밀 값의 지문이 미리 공개한 지문과 달라요.",
  notedFits: (time) => `추첨 전인 ${time}에 이 브라우저가 본 지문과 같아요.`,
  notedFails: (time) => `추첨 전인 ${time}에 이 브라우저가 본 지문과 달라요.`,
  notNoted: "이 브라우저는 추첨 전에 지문을 보지 못해서, 그때와 같은지는 알 수 없어요.",
  computed: (arrival, size, number) =>
    `다시 계산했어요. 도착 번호 ${size}개 중 ${arrival}번의 순번은 ${number}번이에요.`,
  givenFits: "내가 받은 대기 순번과 같아요.",
  givenFails: (number) => `내가 받은 대기 순번은 ${number}번이라 서로 달라요.`,
  ok: "맞음:",
  fails: "틀림:",
  unknown: "알 수 없음:",

  figures: "계산에 쓴 값",
  figuresWhy: "이 값만 있으면 이 화면이 없어도 누구나 직접 계산해 볼 수 있어요.",
  commitment: "비밀 값의 지문 (SHA-256)",
  seed: "비밀 값",
  lobbySize: "추첨한 도착 번호 수",
  presaleLobbySize: "추첨한 도착 번호 수 (선예매)",
  number: "대기 순번",
  copy: "모두 복사",
  copied: "복사했어요.",
  copyFailed: "브라우저가 복사를 허용하지 않았어요. 값을 직접 선택해서 복사해 주세요.",

  proves: "무엇이 증명되고, 무엇은 아닌가요?",
  provesWhy:
    "비밀 값이 추첨 전에 정해졌고, 도착 번호마다 순번이 하나씩 있고, 내 순번이 추첨 결과 그대로라는 것이 증명돼요. 비밀 값을 미리 안 사람이 없다는 것과, 도착 번호마다 실제 사람이 있다는 것은 증명되지 않아요.",
  back: "대기 화면으로",
};
