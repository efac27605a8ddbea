package io.faultline.logstream.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.wire.CloudEventHeaders;
import io.faultline.contracts.wire.Wire;
import io.faultline.http.Page;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import io.faultline.logstream.dead.DeadLetter;
import io.faultline.logstream.dead.DeadLetters;
import io.faultline.logstream.dead.Sender;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Records nobody could read or apply: to be looked at and, when the reason is gone, put back. */
@RestController
@RequestMapping("/api/v1/dead-letters")
class DeadLetterController {
    private final DeadLetters letters;
    private final Sender sender;

    DeadLetterController(DeadLetters letters, Sender sender) {
        this.letters = letters;
        this.sender = sender;
    }

    /** One line of the list. */
    record Line(String id, String consumer, @Nullable String type, String reason, Instant at,
            @Nullable Instant replayedAt) {
        static Line of(DeadLetter letter) {
            return new Line(letter.id(), letter.consumer(), letter.headers().get(CloudEventHeaders.TYPE.header()),
                    letter.reason(), letter.at(), letter.replayedAt());
        }
    }

    /** One record whole, with all who gave up on it; its value as JSON, or in base64 when it is none. */
    record Whole(String id, @Nullable String key, Map<String, String> headers, @Nullable JsonNode value,
            @Nullable String valueBase64, List<Line> failures) {
        static Whole of(List<DeadLetter> letters) {
            DeadLetter first = letters.getFirst();
            List<Line> failures = letters.stream().map(Line::of).toList();
            try {
                JsonNode value = Wire.mapper().readTree(new String(first.value(), StandardCharsets.UTF_8));
                return new Whole(first.id(), first.key(), first.headers(), value, null, failures);
            } catch (JacksonException e) {
                return new Whole(first.id(), first.key(), first.headers(), null,
                        Base64.getEncoder().encodeToString(first.value()), failures);
            }
        }
    }

    @GetMapping
    Page<Line> list(@RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "0") int limit) {
        List<DeadLetter> found = letters.before(cursor(after), Page.probe(limit));
        Page<DeadLetter> page = Page.of(found, limit, letter -> Long.toString(letter.number()));
        return new Page<>(page.items().stream().map(Line::of).toList(), page.next());
    }

    @GetMapping("/{topic}/{partition}/{offset}")
    Whole show(@PathVariable String topic, @PathVariable int partition, @PathVariable long offset) {
        return Whole.of(found(topic, partition, offset));
    }

    @PostMapping("/{topic}/{partition}/{offset}/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void replay(@PathVariable String topic, @PathVariable int partition, @PathVariable long offset) {
        DeadLetter letter = found(topic, partition, offset).getFirst();
        letter.notReplayable().ifPresent(why -> {
            throw new Problem(ProblemType.CONFLICT, "%s cannot be put back: %s.".formatted(letter.id(), why));
        });
        sender.send(letter);
        letters.replayed(topic, partition, offset);
    }

    private List<DeadLetter> found(String topic, int partition, long offset) {
        List<DeadLetter> found = letters.at(topic, partition, offset);
        if (found.isEmpty()) {
            throw Problem.notFound("dead letter", topic + "/" + partition + "/" + offset);
        }
        return found;
    }

    private static @Nullable Long cursor(@Nullable String after) {
        try {
            return after == null ? null : Long.valueOf(after);
        } catch (NumberFormatException e) {
            throw new Problem(ProblemType.INVALID_REQUEST,
                    "'%s' is no cursor; take next of the page before.".formatted(after));
        }
    }
}
