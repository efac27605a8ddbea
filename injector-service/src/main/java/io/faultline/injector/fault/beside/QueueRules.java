package io.faultline.injector.fault.beside;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The one tree of queues on an interface of a pod, for all effects at once: input of <code>tc -batch</code>. Effects on
 * all traffic are one queue; with filters, netfilter marks a packet with the effects it is meant by, and each set of
 * them is a class.
 */
public final class QueueRules {
    static final int FIRST_BIT = 24;
    private static final int MOST_FILTERS = 5;
    private static final String ROOT = "fa17:";
    private static final int DEFAULT = 0xff;
    private static final int LEAST_BURST = 2_000;

    private QueueRules() {}

    static String classOf(int set) {
        return ROOT + Integer.toHexString(set == 0 ? DEFAULT : set);
    }

    /** Effects on that interface which a queue makes. */
    public static List<Standing> queued(List<Standing> all, String device, boolean netem) {
        return all.stream().filter(each -> each.effect() instanceof Effect.Packets packets
                && packets.filter().device().equals(device)
                && (packets.harm().rate() > 0 || netem && packets.harm().needsNetem())).toList();
    }

    /** A bit of the mark for each effect that is about part of the traffic. */
    public static Map<String, Integer> marks(List<Standing> queued) {
        Map<String, Integer> marks = new LinkedHashMap<>();
        queued.stream().filter(each -> !filter(each).isAll()).limit(MOST_FILTERS)
                .forEach(each -> marks.put(each.key(), 1 << (FIRST_BIT + marks.size())));
        return marks;
    }

    /** Whether more effects are about part of the traffic than there are marks. */
    public static boolean isTooMuch(List<Standing> queued) {
        return queued.stream().filter(each -> !filter(each).isAll()).count() > MOST_FILTERS;
    }

    /** Whether the queue that is there is the kernel's default, or ours: another one would be lost. */
    public static boolean mayBeReplaced(String shown) {
        return shown.lines().filter(line -> line.contains(" root "))
                .allMatch(line -> line.contains(" 0: ") || line.contains(" " + ROOT + " "));
    }

    public static boolean isOurs(String shown) {
        return shown.contains(" " + ROOT + " root ");
    }

    /** @param shown what tc says is there now */
    public static String script(List<Standing> queued, String device, boolean netem, String shown) {
        List<String> lines = new ArrayList<>();
        if (isOurs(shown)) {
            lines.add("qdisc del dev %s root".formatted(device));
        }
        if (!queued.isEmpty()) {
            tree(queued, device, netem, lines);
        }
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private static void tree(List<Standing> queued, String device, boolean netem, List<String> lines) {
        List<Standing> parts = queued.stream().filter(each -> !filter(each).isAll()).limit(MOST_FILTERS).toList();
        List<Standing> all = queued.stream().filter(each -> filter(each).isAll()).toList();
        if (parts.isEmpty()) {
            leaf(all, device, "root", 0, netem, lines);
            return;
        }
        lines.add("qdisc add dev %s root handle %s htb default %x".formatted(device, ROOT, DEFAULT));
        for (int set = 0; set < 1 << parts.size(); set++) {
            lines.add("class add dev %s parent %s classid %s htb rate 100gbit quantum 60000".formatted(device, ROOT,
                    classOf(set)));
            List<Standing> here = new ArrayList<>(all);
            for (int part = 0; part < parts.size(); part++) {
                if ((set & 1 << part) != 0) {
                    here.add(parts.get(part));
                }
            }
            leaf(here, device, "parent " + classOf(set), set + 1, netem, lines);
        }
    }

    /** Delay and luck first, the narrow rate below. */
    private static void leaf(List<Standing> here, String device, String parent, int number, boolean netem,
            List<String> lines) {
        Harm harm = here.stream().map(each -> ((Effect.Packets) each.effect()).harm()).reduce(Harm.NONE, Harm::and);
        double correlation = here.stream().mapToDouble(each -> filter(each).correlation()).max().orElse(0);
        String handle = number == 0 ? ROOT : Integer.toHexString(0xfa20 + number) + ":";
        String below = parent;
        if (netem && harm.needsNetem()) {
            lines.add("qdisc add dev %s %s handle %s netem limit 10000%s".formatted(device, parent, handle,
                    netem(harm, correlation)));
            below = "parent %s1".formatted(handle);
            handle = Integer.toHexString(0xfa60 + number) + ":";
        }
        if (harm.rate() > 0) {
            lines.add(
                    "qdisc add dev %s %s handle %s tbf rate %dbit burst %d limit %d%s".formatted(device, below, handle,
                            harm.rate() * 8, Math.max(LEAST_BURST, harm.burst()), Math.max(LEAST_BURST, harm.waiting()),
                            peak(harm)));
        }
    }

    /** A bucket smaller than a packet would let none through. */
    private static String peak(Harm harm) {
        return (harm.peak() > 0 ? " peakrate %dbit".formatted(harm.peak() * 8) : "")
                + (harm.leastBurst() > 0 ? " mtu %d".formatted(Math.max(LEAST_BURST, harm.leastBurst())) : "");
    }

    private static String netem(Harm harm, double correlation) {
        StringBuilder words = new StringBuilder();
        String related = correlation > 0 ? " %s%%".formatted(DeedRules.plain(correlation)) : "";
        if (harm.delay() > 0) {
            words.append(" delay %dms".formatted(harm.delay()))
                    .append(harm.jitter() > 0 ? " %dms%s".formatted(harm.jitter(), related) : "");
        }
        words.append(share("loss", harm.loss(), related)).append(share("corrupt", harm.corruption(), related))
                .append(share("duplicate", harm.duplication(), related));
        return words.toString();
    }

    private static String share(String word, double percent, String related) {
        return percent > 0 ? " %s %s%%%s".formatted(word, String.format(Locale.ROOT, "%.3f", percent), related) : "";
    }

    private static Filter filter(Standing each) {
        return ((Effect.Packets) each.effect()).filter();
    }
}
