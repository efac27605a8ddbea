package io.faultline.experiment.http;

import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Supplier;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.experiment.request.Answer;
import io.faultline.experiment.request.Answers;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Answers a request that carries a key it has seen before as it did then, and does nothing twice. */
@Component
class Idempotency {
    static final String HEADER = "Idempotency-Key";
    private static final int LONGEST = 255;
    private final ProjectId project;
    private final Answers answers;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Idempotency(ProjectId project, Answers answers, TransactionTemplate transaction, InstantSource clock) {
        this.project = project;
        this.answers = answers;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What was answered, and whether it had been before. */
    private record Given(Answer answer, boolean replayed) {}

    /** Does it and answers, in one transaction. */
    ResponseEntity<String> once(HttpServletRequest request, Sent sent, Supplier<Answer> doing) {
        Given given = given(key(request), request, sent, doing);
        return entity(given.answer(), given.replayed());
    }

    /**
     * Does it in one transaction, and what belongs to no transaction after it, which has the last word in the answer.
     * Whoever sends it again before that gets the first word.
     */
    ResponseEntity<String> once(HttpServletRequest request, Sent sent, Supplier<Answer> doing,
            Supplier<Answer> afterwards) {
        String key = key(request);
        Given given = given(key, request, sent, doing);
        if (given.replayed()) {
            return entity(given.answer(), true);
        }
        Answer answer = afterwards.get();
        if (key != null) {
            answers.remember(project, key, answer);
        }
        return entity(answer, false);
    }

    private static @Nullable String key(HttpServletRequest request) {
        String key = request.getHeader(HEADER);
        if (key != null && (key.isBlank() || key.length() > LONGEST)) {
            throw new Problem(ProblemType.INVALID_REQUEST,
                    "%s has to be 1 to %d characters; a UUID does well.".formatted(HEADER, LONGEST));
        }
        return key;
    }

    private Given given(@Nullable String key, HttpServletRequest request, Sent sent, Supplier<Answer> doing) {
        return Objects.requireNonNull(transaction.execute(_ -> key == null
                ? new Given(doing.get(), false)
                : given(key, digest(request, sent), doing)));
    }

    private Given given(String key, byte[] digest, Supplier<Answer> doing) {
        return switch (answers.claim(project, key, digest, clock.instant())) {
            case Answers.Claim.Free() -> {
                Answer answer = doing.get();
                answers.remember(project, key, answer);
                yield new Given(answer, false);
            }
            case Answers.Claim.InFlight() -> throw new Problem(ProblemType.IN_FLIGHT,
                    "A request with this key is being answered right now; send it again shortly for the same answer.");
            case Answers.Claim.Answered earlier when earlier.to(digest) -> new Given(earlier.answer(), true);
            case Answers.Claim.Answered _ -> throw new Problem(ProblemType.IDEMPOTENCY_KEY_REUSED,
                    "This key belongs to a request that asked for something else; send a new key with this one.");
        };
    }

    private static byte[] digest(HttpServletRequest request, Sent sent) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((request.getMethod() + " " + request.getRequestURI() + "\n").getBytes(UTF_8));
            return digest.digest(sent.bytes());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ResponseEntity<String> entity(Answer answer, boolean replayed) {
        ResponseEntity.BodyBuilder entity = ResponseEntity.status(answer.status())
                .contentType(MediaType.APPLICATION_JSON);
        if (answer.location() != null) {
            entity.location(URI.create(answer.location()));
        }
        if (answer.etag() != null) {
            entity.eTag(answer.etag());
        }
        if (replayed) {
            entity.header("Idempotency-Replayed", "true");
        }
        return entity.body(answer.body());
    }
}
