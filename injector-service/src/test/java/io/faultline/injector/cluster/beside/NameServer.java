package io.faultline.injector.cluster.beside;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.faultline.injector.fault.beside.DnsRules;

/** A name server on the node, for pods of a cluster without any. */
final class NameServer implements AutoCloseable {
    private final Map<String, String> names;
    private final DatagramSocket socket;

    NameServer(Map<String, String> names) throws IOException {
        this.names = names;
        InetAddress node = NetworkInterface.getByName("rig-node").inetAddresses()
                .filter(each -> each.getAddress().length == 4).findFirst().orElseThrow();
        this.socket = new DatagramSocket(new InetSocketAddress(node, 53));
        Thread.ofPlatform().daemon().start(this::answer);
    }

    String address() {
        return socket.getLocalAddress().getHostAddress();
    }

    private void answer() {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        while (!socket.isClosed()) {
            try {
                packet.setLength(4096);
                socket.receive(packet);
                byte[] asked = Arrays.copyOf(packet.getData(), packet.getLength());
                DnsRules.Question question = DnsRules.question(asked).orElseThrow();
                String address = names.get(question.name());
                byte[] answer = address == null
                        ? DnsRules.error(asked, question, DnsRules.NO_SUCH_NAME)
                        : DnsRules.answer(asked, question, List.of(InetAddress.ofLiteral(address)));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException | RuntimeException e) {
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
