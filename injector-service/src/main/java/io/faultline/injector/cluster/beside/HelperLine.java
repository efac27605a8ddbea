package io.faultline.injector.cluster.beside;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.client.dsl.ExecListener;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.faultline.injector.fault.beside.EffectLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The line to one helper: words go in, answers come out, and its end is noticed at once. */
final class HelperLine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HelperLine.class);

    private final ExecWatch attached;
    private final String pod;
    private final Ear ear;
    private final Map<String, CompletableFuture<String>> asked = new ConcurrentHashMap<>();
    private volatile boolean open = true;
    private volatile long usedAt = System.nanoTime();
    private volatile long heardAt = System.nanoTime();
    private volatile Set<String> heldThen = Set.of();
    private volatile Set<String> renewers = Set.of();
    /** Then somebody is told of its end: not before it was answered first, nor once it was closed from here. */
    private final AtomicBoolean inUse = new AtomicBoolean();

    /** Hears what nobody asked for. */
    interface Ear {
        /** The line has ended, and nobody here ended it. */
        void lost(HelperLine line);

        /** The helper has ended an effect before its time, whosever it was, and nobody had told it to. */
        void ended(String key, String why);
    }

    /** The helper answered that it cannot. */
    static final class Refused extends IOException {
        Refused(String reason) {
            super(reason);
        }
    }

    /** A pod that starts refuses it until it runs: who attaches tries again, and the client would log an error each time. */
    private static final class NotThereYet implements ExecListener {
        @Override
        public void onFailure(Throwable cause, @Nullable Response response) {
            LOG.debug("A helper cannot be attached to: {}", cause.getMessage());
        }

        @Override
        public void onClose(int code, String reason) {
            LOG.debug("The line to a helper is closed: {} {}", code, reason);
        }
    }

    private HelperLine(ExecWatch attached, String pod, Ear ear) {
        this.attached = attached;
        this.pod = pod;
        this.ear = ear;
    }

    /** Fails when nobody answers there within that time. */
    static HelperLine attach(PodResource pod, String name, String id, Duration patience, Ear ear)
            throws IOException, InterruptedException {
        return over(pod.redirectingInput().redirectingOutput().usingListener(new NotThereYet()).attach(), name, id,
                patience, ear);
    }

    /** What is attached already. */
    static HelperLine over(ExecWatch attached, String name, String id, Duration patience, Ear ear)
            throws IOException, InterruptedException {
        HelperLine line = new HelperLine(attached, name, ear);
        Thread.ofVirtual().start(line::listen);
        try {
            String[] said = line.ask(id, "hello " + id, patience).split(" ");
            line.heldThen = Set.copyOf(Arrays.asList(said).subList(1, said.length));
            line.inUse.set(line.open);
            return line;
        } catch (IOException | InterruptedException e) {
            line.close();
            throw e;
        }
    }

    private void listen() {
        try (var lines = new BufferedReader(
                new InputStreamReader(attached.getOutput(), StandardCharsets.UTF_8))) {
            for (String said = lines.readLine(); said != null; said = lines.readLine()) {
                hear(said.split(" ", 3));
            }
        } catch (IOException e) {
            LOG.debug("The line to a helper broke: {}", e.getMessage());
        }
        end();
    }

    private void end() {
        open = false;
        asked.values().forEach(each -> each.completeExceptionally(new IOException("the helper is gone")));
        if (inUse.getAndSet(false)) {
            ear.lost(this);
        }
    }

    private void hear(String[] words) {
        heardAt = System.nanoTime();
        String text = words.length > 2 ? EffectLine.plain(words[2]) : "";
        CompletableFuture<String> waiting = words.length > 1 ? asked.remove(words[1]) : null;
        switch (words[0]) {
            case "ready", "done" -> {
                if (words[0].equals("ready")) {
                    renewers = Arrays.stream(text.split(" ")).filter(each -> each.startsWith(EffectLine.RENEWED_BY))
                            .collect(Collectors.toSet());
                }
                if (waiting != null) {
                    waiting.complete(text);
                }
            }
            case "failed" -> {
                if (waiting != null) {
                    waiting.completeExceptionally(new Refused(text));
                }
            }
            case "lost" -> ear.ended(words.length > 1 ? words[1] : "", text);
            default -> LOG.info("A helper says: {} {}: {}", words[0], words.length > 1 ? words[1] : "", text);
        }
    }

    /** Says it, and waits for the answer that bears that id. */
    String ask(String id, String line, Duration patience) throws IOException, InterruptedException {
        touch();
        CompletableFuture<String> answer = new CompletableFuture<>();
        asked.put(id, answer);
        try {
            say(line);
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw cause instanceof Refused refused
                    ? refused
                    : new IOException("the helper does not answer: " + cause.getMessage(), e);
        } catch (TimeoutException e) {
            giveUp();
            throw new IOException("the helper does not answer", e);
        } finally {
            asked.remove(id, answer);
        }
    }

    /** The helper has to answer that it is there; one that has not for so long is lost to us, as we are to it. */
    void renew(String owner, Duration silence) throws IOException {
        say("renew " + owner);
        say("hello " + owner);
        if (System.nanoTime() - heardAt > silence.toNanos()) {
            giveUp();
            throw new IOException("the helper is silent");
        }
    }

    /** A connection may be cut without a word, and would be written to for minutes: the next question takes a new one. */
    private void giveUp() {
        if (inUse.get()) {
            Thread.ofVirtual().name("closing a silent line").start(attached::close);
            end();
        }
    }

    synchronized void say(String line) throws IOException {
        if (!open) {
            throw new IOException("the helper is gone");
        }
        attached.getInput().write(written(line));
        attached.getInput().flush();
    }

    /** A line break in it would be the beginning of another order. */
    static byte[] written(String line) throws IOException {
        if (line.chars().anyMatch(Character::isISOControl)) {
            throw new IOException("what a helper is told is one line, without control characters");
        }
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    boolean isOpen() {
        return open;
    }

    /** The helper it leads to. */
    String pod() {
        return pod;
    }

    /** Whether that helper had an effect in force when the line was opened. */
    boolean heldThen(String key) {
        return heldThen.contains(key);
    }

    /** Whether its helper has said that nobody else renews; older ones do not say it. */
    boolean isRenewedOnlyBy(String owner) {
        return renewers.equals(Set.of(EffectLine.RENEWED_BY + owner));
    }

    /** Whether its helper has said that somebody else renews, too. */
    boolean isRenewedByOthers(String owner) {
        return renewers.stream().anyMatch(each -> !each.equals(EffectLine.RENEWED_BY + owner));
    }

    /** Whether an answer is waited for. */
    boolean isAsked() {
        return !asked.isEmpty();
    }

    /** Something will be asked of it soon. */
    void touch() {
        usedAt = System.nanoTime();
    }

    /** Since somebody last asked something of it. */
    Duration unusedFor() {
        return Duration.ofNanos(System.nanoTime() - usedAt);
    }

    @Override
    public void close() {
        inUse.set(false);
        open = false;
        attached.close();
    }
}
