package io.faultline.injector.net;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

import io.faultline.injector.fault.beside.DnsRules;
import io.faultline.injector.fault.beside.Doors;
import io.faultline.injector.fault.beside.Effect;
import io.faultline.injector.fault.beside.NetfilterRules;
import io.faultline.injector.fault.beside.Sockets;
import org.jspecify.annotations.Nullable;

/** Stands before the name servers of a pod: answers what it is to answer, and asks the server that was meant the rest. */
final class NamesDoor implements OpenDoors.Door {
    private static final int LARGEST = 65_535;
    private static final int TRIES = 5;
    private static final int ASK_MILLIS = 5_000;
    private static final Duration FAREWELL = Duration.ofSeconds(6);

    private final Sockets sockets;
    private final RandomGenerator random;
    private final Map<String, Integer> ports = new HashMap<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Map<String, Effect.Names> effects = new LinkedHashMap<>();

    private NamesDoor(Sockets sockets, RandomGenerator random) {
        this.sockets = sockets;
        this.random = random;
    }

    static NamesDoor open(List<String> servers, Doors.Opener opener, RandomGenerator random) throws IOException {
        if (servers.isEmpty()) {
            throw new IOException("the pod's resolv.conf names no name server");
        }
        NamesDoor door = new NamesDoor(opener.of(NetfilterRules.ANSWERING), random);
        for (String server : servers) {
            door.stand(server);
        }
        return door;
    }

    /** The same port for both protocols. */
    private void stand(String server) throws IOException {
        InetAddress address = InetAddress.ofLiteral(server);
        InetAddress loopback = InetAddress.ofLiteral(address.getAddress().length == 4 ? "127.0.0.1" : "::1");
        for (int attempt = 1;; attempt++) {
            ServerSocketChannel tcp = sockets.listening();
            try {
                DatagramChannel udp = sockets.datagrams(new InetSocketAddress(loopback, Accepting.port(tcp)));
                open.addAll(List.of(tcp, udp));
                ports.put(server, Accepting.port(tcp));
                InetSocketAddress meant = new InetSocketAddress(address, 53);
                Accepting.start(tcp, channel -> talk(channel, meant));
                Thread.ofVirtual().start(() -> listen(udp, meant));
                return;
            } catch (IOException e) {
                tcp.close();
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    @Override
    public Map<String, Integer> ports() {
        return Map.copyOf(ports);
    }

    @Override
    public synchronized void add(String key, Effect effect) {
        effects.put(key, (Effect.Names) effect);
    }

    @Override
    public synchronized boolean remove(String key) {
        effects.remove(key);
        return !effects.isEmpty();
    }

    private void listen(DatagramChannel udp, InetSocketAddress meant) {
        ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
        while (udp.isOpen()) {
            try {
                buffer.clear();
                SocketAddress from = udp.receive(buffer);
                byte[] message = bytes(buffer);
                Thread.ofVirtual().start(() -> reply(udp, from, message, meant));
            } catch (IOException e) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
        }
    }

    private void reply(DatagramChannel udp, SocketAddress from, byte[] message, InetSocketAddress meant) {
        try {
            byte[] ready = ready(message, meant);
            udp.send(ByteBuffer.wrap(ready == null ? ask(message, meant) : ready), from);
        } catch (IOException e) {
            // Whoever asked is not answered, as if the server had not: it asks again.
            Thread.onSpinWait();
        }
    }

    private void talk(SocketChannel client, InetSocketAddress meant) throws IOException {
        try (client; SocketChannel upstream = sockets.connecting()) {
            DataInputStream in = new DataInputStream(client.socket().getInputStream());
            DataOutputStream out = new DataOutputStream(client.socket().getOutputStream());
            while (true) {
                byte[] message = in.readNBytes(in.readUnsignedShort());
                byte[] ready = ready(message, meant);
                byte[] answer = ready == null ? ask(upstream, message, meant) : ready;
                out.writeShort(answer.length);
                out.write(answer);
                out.flush();
            }
        }
    }

    private static byte[] ask(SocketChannel upstream, byte[] message, InetSocketAddress meant) throws IOException {
        if (!upstream.isConnected()) {
            upstream.socket().connect(meant, ASK_MILLIS);
        }
        upstream.socket().setSoTimeout(ASK_MILLIS);
        DataOutputStream out = new DataOutputStream(upstream.socket().getOutputStream());
        out.writeShort(message.length);
        out.write(message);
        out.flush();
        DataInputStream in = new DataInputStream(upstream.socket().getInputStream());
        return in.readNBytes(in.readUnsignedShort());
    }

    /** The answer, if it is ours to give. */
    private byte @Nullable [] ready(byte[] message, InetSocketAddress meant) throws IOException {
        Optional<DnsRules.Question> asked = DnsRules.question(message);
        if (asked.isEmpty()) {
            return null;
        }
        DnsRules.Question question = asked.get();
        return switch (verdict(question.name())) {
            case DnsRules.Verdict.Forward _ -> null;
            case DnsRules.Verdict.Fail _ -> DnsRules.error(message, question, DnsRules.NO_SUCH_NAME);
            case DnsRules.Verdict.Answer(String by) -> instead(message, question, by, meant);
        };
    }

    private synchronized DnsRules.Verdict verdict(String name) {
        return effects.values().stream().map(each -> DnsRules.verdict(each, name))
                .filter(each -> !(each instanceof DnsRules.Verdict.Forward)).findFirst()
                .orElseGet(DnsRules.Verdict.Forward::new);
    }

    private byte[] instead(byte[] message, DnsRules.Question question, String by, InetSocketAddress meant)
            throws IOException {
        if (by.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            return DnsRules.answer(message, question, List.of(InetAddress.ofLiteral(by)));
        }
        if (question.type() != DnsRules.A && question.type() != DnsRules.AAAA) {
            return DnsRules.answer(message, question, List.of());
        }
        byte[] told = ask(DnsRules.ask(random.nextInt(LARGEST), by, question.type()), meant);
        List<InetAddress> addresses = new ArrayList<>();
        for (byte[] address : DnsRules.addresses(told, question.type())) {
            addresses.add(InetAddress.getByAddress(address));
        }
        return DnsRules.answer(message, question, addresses);
    }

    private byte[] ask(byte[] message, InetSocketAddress meant) throws IOException {
        InetAddress any = InetAddress.ofLiteral(meant.getAddress().getAddress().length == 4 ? "0.0.0.0" : "::");
        try (DatagramChannel channel = sockets.datagrams(new InetSocketAddress(any, 0))) {
            channel.connect(meant);
            channel.write(ByteBuffer.wrap(message));
            ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
            channel.socket().setSoTimeout(ASK_MILLIS);
            DatagramPacket packet = new DatagramPacket(buffer.array(), LARGEST);
            channel.socket().receive(packet);
            buffer.position(packet.getLength());
            return bytes(buffer);
        } catch (SocketTimeoutException e) {
            throw new IOException("%s does not answer".formatted(meant), e);
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        buffer.flip();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Override
    public void drain() {
        Accepting.later(FAREWELL, () -> {
            open.forEach(Connection::closeQuietly);
            sockets.close();
        }, () -> false);
    }
}
