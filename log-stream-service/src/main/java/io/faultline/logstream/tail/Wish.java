package io.faultline.logstream.tail;

import java.util.Set;

/**
 * What a client wants to follow.
 *
 * @param last the place it has already seen
 * @param types only these; all when empty
 * @param endsWith the type after which there is nothing more to wait for; empty when only quiet tells
 * @param forever to go on after the run's end
 */
public record Wish(String feed, long last, Set<String> types, String endsWith, boolean forever) {
    boolean includes(Frame frame) {
        return types.isEmpty() || types.contains(frame.type());
    }

    boolean isOverAfter(Frame frame) {
        return !forever && frame.type().equals(endsWith);
    }
}
