import type { CategoryLine } from "#web/booking/waiting/categories.ts";
import { waitingText } from "#web/booking/waiting/messages.ts";
import { won } from "#web/shared/format/format.ts";

const priceWords = ({ low, high }: CategoryLine): string => (low === high ? won(low) : `${won(low)}–${won(high)}`);

/** What seats cost, and of which there are none left. */
export const PriceList = ({ lines }: { readonly lines: readonly CategoryLine[] }) => {
  const { t } = waitingText;
  if (lines.length === 0) return null;
  return (
    <section class="waiting-prices">
      <h2 id="waiting-prices">{t.prices}</h2>
      <table aria-labelledby="waiting-prices">
        <tbody>
          {lines.map((line) => (
            <tr key={line.category} class={line.isSoldOut ? "waiting-sold-out" : ""}>
              <th scope="row">{line.category}</th>
              <td class="number">
                {line.isSoldOut ? <span class="waiting-badge">{t.soldOut}</span> : null}{" "}
                <span class="waiting-price">{priceWords(line)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
