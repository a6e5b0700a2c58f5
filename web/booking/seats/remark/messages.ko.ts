import type { Messages } from "#web/booking/seats/remark/messages.en.ts";

const seats = (count: number): string => `${count}석`;

export const messages: Messages = {
  why: {
    HELD: "지금 다른 분이 결제하고 있어요. 다시 나올 수도 있어요.",
    SOLD: "이미 판매된 좌석이에요.",
    BLOCKED: "판매하지 않는 좌석이에요.",
    KEPT_BACK: "휠체어를 이용하거나 넓은 자리가 필요한 분을 위해 남겨 둔 자리예요.",
    KEPT_BACK_COMPANION: "옆 휠체어석을 이용하는 분의 동반자를 위해 남겨 둔 자리예요.",
    COMPANION_ALONE: "옆 휠체어석과 함께 예매하는 자리예요. 휠체어석을 먼저 선택해 주세요.",
    TABLE_BROKEN: "테이블 단위로 판매하는데, 이 테이블에는 이미 나간 자리가 있어요.",
    LIMIT: (seatLimit) => `모두 합해 ${seats(seatLimit)}까지 고를 수 있어요. 먼저 한 자리를 빼 주세요.`,
    LIMIT_TABLE: (count, seatLimit) =>
      `${seats(count)}을 한꺼번에 판매하는 테이블이에요. 모두 합해 ${seats(seatLimit)}까지 고를 수 있어요.`,
  },
  needIt: "이 자리가 필요해요",

  lostTitle: (count) => (count === 1 ? "방금 한 자리가 나갔어요" : `방금 ${count}자리가 나갔어요`),
  lost: (names) => `다른 분이 먼저 잡았어요: ${names}`,
  equal: (names) => `가장 가까운 같은 등급 자리: ${names}`,
  noEqual: "이 구역에는 지금 같은 조건의 자리가 없어요.",
  takeEqual: () => "이 자리로 바꾸기",
  bestInstead: "남은 자리 중 가장 좋은 자리 찾기",
  goOnWithout: "빼고 계속하기",
  chooseOthers: "다른 자리 고르기",

  orphanTitle: "한 자리만 남게 돼요",
  orphanText: (orphans, instead) =>
    `이렇게 고르면 ${orphans} 한 자리만 남는데, 한 자리는 잘 팔리지 않아요. 같은 가격에 똑같이 좋은 자리가 있어요: ${instead}`,
  takeInstead: "이 자리로 바꾸기",
  holdInstead: (count) => `이 ${seats(count)} 잡기`,
  keepMine: "그대로 결제하기",

  apartTitle: "모두 나란한 자리는 없어요",
  apartText: (groups) => `나란히 앉을 자리가 모자라서, 가장 가까운 자리를 잡아 두었어요: ${groups}`,
  takeApart: "이대로 결제하기",
  giveBack: "이 좌석 포기하기",

  noneTitle: "조건에 맞는 자리가 없어요",
  noneText: (count) => `아무도 혼자 떨어지지 않고 앉을 수 있는 ${seats(count)}이 남아 있지 않아요.`,
  noneAccessible: "그만큼의 동반자석이 딸린 휠체어석이 남아 있지 않아요.",
  tryWish: (count, category) => `${category} ${seats(count)}`,
  anyCategory: "등급 무관",

  limitTitle: (seatLimit) => `한 사람이 ${seats(seatLimit)}까지예요`,
  limitText: (taken) =>
    `이 공연은 이미 ${seats(taken)}을 잡았거나 예매하셨어요. 수를 줄이거나 잡아 둔 자리를 포기해 주세요.`,
  keptBackTitle: "휠체어석이 들어 있어요",
  keptBackText: (names) => `${names}: 필요한 분을 위해 남겨 둔 자리예요.`,
  tableTitle: "테이블 단위로 판매해요",
  tableText: (names) => `${names}: 테이블의 모든 자리를 고르거나 다른 자리를 골라 주세요.`,
  tableAll: "테이블 전체 고르기",
  standingRefused: "스탠딩은 순서대로 드려요",
  standingRefusedText: "자리를 하나씩 고르지 않아요. 몇 자리인지 알려 주세요.",
  toStanding: "자리 수 정하기",
  holdLimitTitle: "이번 차례에는 더 잡을 수 없어요",
  holdLimitText: (count) =>
    `차례가 된 뒤로 좌석을 ${count}번 잡으셨고, 그 이상은 잡을 수 없어요. 잡아 둔 자리를 결제하거나 대기열에 다시 참여해 주세요.`,
  coolingTitle: "지금은 좌석을 잡을 수 없어요",
  coolingText: (time) =>
    `잡아 둔 자리를 결제하지 않은 일이 여러 번 있었어요. ${time}부터 다시 잡을 수 있어요. 그동안 차례는 그대로 유지돼요.`,
  coolingSoon: "몇 분 뒤",
  coolingLeft: (left) => `${left} 남음`,
  coolingOver: "이제 다시 좌석을 잡을 수 있어요.",
  notOnSaleTitle: "지금은 판매하지 않는 날짜예요",
  notOnSaleText: "아직 판매를 시작하지 않았거나 판매가 끝났어요. 다른 날짜는 판매 중일 수 있어요.",
  calledOffTitle: "공연이 취소되었어요",
  calledOffText: "더 이상 예매할 수 없어요. 이미 결제하셨다면 신청하지 않아도 전액을 돌려드려요.",
  toDates: "날짜 보기",
  toWaiting: "대기 화면으로",
  toMine: "내 예매 보기",

  mineTitle: (count) => `${seats(count)}을 잡아 두셨어요`,
  mineText: (names, time) => `${names}. ${time}까지 내 자리예요.`,
  payNow: "이어서 결제하기",
  release: "좌석 포기하기",
};
