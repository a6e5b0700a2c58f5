/** Cities by which Korean readers know a zone. The others are called as Intl calls them. */
const KOREAN_CITIES = {
    "Asia/Seoul": "서울",
    "Asia/Tokyo": "도쿄",
    "Asia/Shanghai": "상하이",
    "Asia/Hong_Kong": "홍콩",
    "Asia/Taipei": "타이베이",
    "Asia/Singapore": "싱가포르",
    "Asia/Bangkok": "방콕",
    "Asia/Jakarta": "자카르타",
    "Asia/Manila": "마닐라",
    "Asia/Ho_Chi_Minh": "호찌민",
    "Asia/Saigon": "호찌민",
    "Asia/Kolkata": "콜카타",
    "Asia/Calcutta": "콜카타",
    "Asia/Dubai": "두바이",
    "Europe/London": "런던",
    "Europe/Paris": "파리",
    "Europe/Berlin": "베를린",
    "Europe/Madrid": "마드리드",
    "Europe/Rome": "로마",
    "America/New_York": "뉴욕",
    "America/Chicago": "시카고",
    "America/Denver": "덴버",
    "America/Los_Angeles": "로스앤젤레스",
    "America/Toronto": "토론토",
    "America/Vancouver": "밴쿠버",
    "America/Sao_Paulo": "상파울루",
    "Pacific/Honolulu": "호놀룰루",
    "Australia/Sydney": "시드니",
    "Pacific/Auckland": "오클랜드",
};
/** "Etc/GMT-9" and the like are not places. */
const isPlace = (zone) => zone.includes("/") && !zone.startsWith("Etc/");
const nameByIntl = (language, zone) => {
    const format = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: "longGeneric" });
    return format.formatToParts(0).find(({ type }) => type === "timeZoneName")?.value ?? zone;
};
/** "서울 시간" or "Seoul time"; "UTC" for the world's. */
export const zoneNameIn = (language, zone) => {
    if (/^(Etc\/)?(UTC|UCT|Zulu|Universal)$/.test(zone))
        return "UTC";
    if (!isPlace(zone))
        return nameByIntl(language, zone);
    if (language === "en")
        return `${zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ")} time`;
    const city = KOREAN_CITIES[zone];
    return city === undefined ? nameByIntl("ko", zone) : `${city} 시간`;
};
