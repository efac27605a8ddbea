package io.faultline.injector.fault.beside;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads questions to name servers and writes answers. */
public final class DnsRules {
    public static final int A = 1;
    public static final int AAAA = 28;
    public static final int NO_SUCH_NAME = 3;
    public static final int SERVER_FAILED = 2;

    private static final int HEADER = 12;
    private static final int SECONDS = 5;

    private DnsRules() {}

    /** @param end of the question in the message */
    public record Question(String name, int type, int end) {}

    /** What an effect does with a question. */
    public sealed interface Verdict {
        record Forward() implements Verdict {}

        record Fail() implements Verdict {}

        /** @param by a name or an address */
        record Answer(String by) implements Verdict {}
    }

    public static Verdict verdict(Effect.Names names, String asked) {
        String name = plain(asked);
        if (names.instead().isEmpty()) {
            boolean hit = names.names().isEmpty() || names.names().stream().anyMatch(each -> hits(names, each, name));
            return hit ? new Verdict.Fail() : new Verdict.Forward();
        }
        Optional<Map.Entry<String, String>> hit = names.instead().entrySet().stream()
                .filter(each -> hits(names, each.getKey(), name)).min(Map.Entry.comparingByKey());
        return hit.isPresent() ? new Verdict.Answer(hit.get().getValue()) : new Verdict.Forward();
    }

    private static boolean hits(Effect.Names names, String wanted, String name) {
        return names.part() ? name.contains(plain(wanted)) : name.equals(plain(wanted));
    }

    private static String plain(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        return small.endsWith(".") ? small.substring(0, small.length() - 1) : small;
    }

    /** The question of a message; none if it is no plain question. */
    public static Optional<Question> question(byte[] message) {
        boolean asks = message.length > HEADER && (message[2] & 0x80) == 0 && (message[2] & 0x78) == 0
                && number(message, 4) == 1;
        return asks ? name(message, HEADER) : Optional.empty();
    }

    private static Optional<Question> name(byte[] message, int from) {
        List<String> labels = new ArrayList<>();
        int at = from;
        while (at < message.length && message[at] != 0) {
            int length = message[at] & 0xff;
            if (length > 63 || at + 1 + length >= message.length) {
                return Optional.empty();
            }
            labels.add(new String(message, at + 1, length, StandardCharsets.ISO_8859_1));
            at += 1 + length;
        }
        return at + 5 > message.length
                ? Optional.empty()
                : Optional.of(new Question(String.join(".", labels), number(message, at + 1), at + 5));
    }

    /** An answer that says no. */
    public static byte[] error(byte[] message, Question question, int code) {
        return answer(message, question, code, List.of());
    }

    /** An answer with these addresses, as far as they are of the kind that was asked for. */
    public static byte[] answer(byte[] message, Question question, List<InetAddress> addresses) {
        return answer(message, question, 0, addresses.stream().map(InetAddress::getAddress)
                .filter(each -> each.length == (question.type() == AAAA ? 16 : 4))
                .filter(_ -> question.type() == A || question.type() == AAAA).toList());
    }

    private static byte[] answer(byte[] message, Question question, int code, List<byte[]> addresses) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(message, 0, 2);
        out.write(0x80 | (message[2] & 0x01));
        out.write(0x80 | code);
        put(out, 1, addresses.size(), 0, 0);
        out.write(message, HEADER, question.end() - HEADER);
        for (byte[] address : addresses) {
            put(out, 0xc000 | HEADER, question.type(), 1, 0, SECONDS, address.length);
            out.write(address, 0, address.length);
        }
        return out.toByteArray();
    }

    /** A question of ours. */
    public static byte[] ask(int id, String name, int type) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        put(out, id, 0x0100, 1, 0, 0, 0);
        for (String label : plain(name).split("\\.")) {
            byte[] bytes = label.getBytes(StandardCharsets.ISO_8859_1);
            out.write(bytes.length);
            out.write(bytes, 0, bytes.length);
        }
        out.write(0);
        put(out, type, 1);
        return out.toByteArray();
    }

    /** Addresses in an answer, whatever names they are of: aliases were followed by the server. */
    public static List<byte[]> addresses(byte[] answer, int type) {
        List<byte[]> found = new ArrayList<>();
        if (answer.length < HEADER) {
            return found;
        }
        int at = HEADER;
        for (int question = number(answer, 4); question > 0; question--) {
            at = afterName(answer, at) + 4;
        }
        for (int left = number(answer, 6); left > 0; left--) {
            at = afterName(answer, at);
            if (at + 10 > answer.length) {
                break;
            }
            int length = number(answer, at + 8);
            if (number(answer, at) == type && at + 10 + length <= answer.length) {
                byte[] address = new byte[length];
                System.arraycopy(answer, at + 10, address, 0, length);
                found.add(address);
            }
            at += 10 + length;
        }
        return found;
    }

    private static int afterName(byte[] message, int from) {
        int at = from;
        while (at < message.length && message[at] != 0) {
            if ((message[at] & 0xc0) == 0xc0) {
                return at + 2;
            }
            at += 1 + (message[at] & 0xff);
        }
        return at + 1;
    }

    private static int number(byte[] message, int at) {
        return at + 1 < message.length ? (message[at] & 0xff) << 8 | message[at + 1] & 0xff : 0;
    }

    private static void put(ByteArrayOutputStream out, int... numbers) {
        for (int number : numbers) {
            out.write(number >> 8);
            out.write(number);
        }
    }
}
