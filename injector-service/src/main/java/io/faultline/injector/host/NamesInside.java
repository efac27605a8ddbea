package io.faultline.injector.host;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.faultline.injector.fault.beside.DnsRules;
import io.faultline.injector.fault.beside.Effect;
import io.faultline.injector.fault.beside.Filter;
import io.faultline.injector.fault.beside.Victim;
import io.faultline.injector.fault.process.OsProcess;

/** Names as a pod sees them: by its own hosts file, its own name servers, from its own network. */
final class NamesInside {
    private static final int LARGEST = 65_535;
    private static final int ANSWER_MILLIS = 1_500;
    private static final int QUESTION = 4_711;

    private NamesInside() {}

    /** Name servers of a pod, of its containers' resolv.conf. */
    static List<String> servers(Victim victim, NodeProcesses whose) {
        Set<String> servers = new LinkedHashSet<>();
        for (OsProcess process : whose.eachOf(victim)) {
            lines(process, "etc/resolv.conf").filter(words -> words.length > 1 && words[0].equals("nameserver"))
                    .forEach(words -> servers.add(words[1].replaceAll("%.*", "")));
        }
        return List.copyOf(servers);
    }

    private static Stream<String[]> lines(OsProcess process, String file) {
        Path path = NodeProcesses.rootOf(process.pid()).resolve(file);
        return ProcFiles.text(path).lines().map(line -> line.replaceAll("[#;].*", "").strip().split("\\s+"));
    }

    /** The filter with its names looked up now. */
    static Filter resolve(Effect.Packets packets, NodeProcesses whose, PodNetwork network) throws IOException {
        return resolve(packets.filter(), packets.victim(), whose, network);
    }

    private static Filter resolve(Filter filter, Victim victim, NodeProcesses whose, PodNetwork network)
            throws IOException {
        List<Filter> also = new ArrayList<>();
        for (Filter each : filter.also()) {
            also.add(resolve(each, victim, whose, network));
        }
        List<String> addresses = new ArrayList<>(filter.addresses());
        for (String host : filter.hosts()) {
            List<String> found = find(host, victim, whose, network);
            if (found.isEmpty()) {
                throw new IOException("the pod cannot resolve the name '%s'".formatted(host));
            }
            addresses.addAll(found);
        }
        return filter.resolved(addresses, also);
    }

    private static List<String> find(String host, Victim victim, NodeProcesses whose, PodNetwork network)
            throws IOException {
        for (OsProcess process : whose.eachOf(victim)) {
            List<String> known = lines(process, "etc/hosts")
                    .filter(words -> List.of(words).subList(1, words.length).contains(host)).map(words -> words[0])
                    .distinct().toList();
            if (!known.isEmpty()) {
                return known;
            }
        }
        List<String> names = new ArrayList<>(List.of(host));
        whose.eachOf(victim).forEach(process -> lines(process, "etc/resolv.conf")
                .filter(words -> words[0].equals("search"))
                .forEach(words -> List.of(words).subList(1, words.length)
                        .forEach(each -> names.add(host + "." + each))));
        try (Inside inside = network.enter(victim, 0)) {
            for (String server : servers(victim, whose)) {
                for (String name : names) {
                    List<String> found = ask(inside, server, name);
                    if (!found.isEmpty()) {
                        return found;
                    }
                }
            }
        }
        return List.of();
    }

    private static List<String> ask(Inside inside, String server, String name) {
        InetAddress address = InetAddress.ofLiteral(server);
        InetAddress any = InetAddress.ofLiteral(address.getAddress().length == 4 ? "0.0.0.0" : "::");
        List<String> found = new ArrayList<>();
        for (int type : List.of(DnsRules.A, DnsRules.AAAA)) {
            try (DatagramChannel channel = inside.datagrams(new InetSocketAddress(any, 0))) {
                channel.connect(new InetSocketAddress(address, 53));
                channel.write(ByteBuffer.wrap(DnsRules.ask(QUESTION, name, type)));
                channel.socket().setSoTimeout(ANSWER_MILLIS);
                DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
                channel.socket().receive(packet);
                byte[] answer = Arrays.copyOf(packet.getData(), packet.getLength());
                for (byte[] each : DnsRules.addresses(answer, type)) {
                    found.add(InetAddress.getByAddress(each).getHostAddress());
                }
            } catch (IOException e) {
                return found;
            }
        }
        return found;
    }
}
