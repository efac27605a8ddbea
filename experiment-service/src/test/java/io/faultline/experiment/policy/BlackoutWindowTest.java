package io.faultline.experiment.policy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

import io.faultline.contracts.complaint.Complaint;
import io.faultline.contracts.complaint.Complaints;
import io.faultline.contracts.wire.Wire;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BlackoutWindowTest {
    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
    private static final List<DayOfWeek> WORKDAYS = List.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY,
            DayOfWeek.THURSDAY, DayOfWeek.FRIDAY);

    @Test
    void onceHoldsFromItsBeginningUpToItsEnd() {
        BlackoutWindow window = once("2026-12-24T00:00:00Z", "2026-12-27T00:00:00Z");
        assertThat(endAt(window, "2026-12-23T23:59:59.999Z")).isNull();
        assertThat(endAt(window, "2026-12-24T00:00:00Z")).isEqualTo("2026-12-27T00:00:00Z");
        assertThat(endAt(window, "2026-12-26T23:59:59.999Z")).isEqualTo("2026-12-27T00:00:00Z");
        assertThat(endAt(window, "2026-12-27T00:00:00Z")).isNull();
    }

    @Test
    void weeklyHoldsOnItsDaysByTheClockOfItsZone() {
        BlackoutWindow office = weekly(WORKDAYS, "09:00", Duration.ofHours(8));
        assertThat(endAt(office, "2026-11-20T07:59:59Z")).as("Friday, 08:59 in Vienna").isNull();
        assertThat(endAt(office, "2026-11-20T08:00:00Z")).isEqualTo("2026-11-20T16:00:00Z");
        assertThat(endAt(office, "2026-11-20T16:00:00Z")).isNull();
        assertThat(endAt(office, "2026-11-21T10:00:00Z")).as("Saturday").isNull();
        assertThat(endAt(office, "2026-07-20T07:00:00Z")).as("in summer").isEqualTo("2026-07-20T15:00:00Z");
    }

    @Test
    void weeklyGoesOnOverMidnight() {
        BlackoutWindow night = weekly(List.of(DayOfWeek.SUNDAY), "22:00", Duration.ofHours(4));
        assertThat(endAt(night, "2026-11-23T00:30:00Z")).as("Monday, 01:30 in Vienna")
                .isEqualTo("2026-11-23T01:00:00Z");
        assertThat(endAt(night, "2026-11-24T00:30:00Z")).isNull();
    }

    @Test
    void weeklyThatOverlapsItselfEndsWithTheLast() {
        BlackoutWindow always = weekly(List.of(DayOfWeek.values()), "00:00", Duration.ofDays(7));
        assertThat(endAt(always, "2026-11-21T12:00:00Z")).isEqualTo("2026-11-27T23:00:00Z");
        BlackoutWindow week = weekly(List.of(DayOfWeek.SATURDAY), "13:00", Duration.ofDays(7));
        assertThat(endAt(week, "2026-11-21T11:59:00Z")).as("of the Saturday before")
                .isEqualTo("2026-11-21T12:00:00Z");
        assertThat(endAt(week, "2026-11-21T12:00:00Z")).isEqualTo("2026-11-28T12:00:00Z");
    }

    @Test
    void aStartThatTheClockSkipsIsTheOneAfterIt() {
        BlackoutWindow spring = weekly(List.of(DayOfWeek.SUNDAY), "02:30", Duration.ofHours(1));
        assertThat(endAt(spring, "2026-03-29T01:15:00Z")).as("clocks go from 02:00 to 03:00").isNull();
        assertThat(endAt(spring, "2026-03-29T01:30:00Z")).isEqualTo("2026-03-29T02:30:00Z");
    }

    @Test
    void saysEverythingThatIsWrongWithIt() {
        assertThat(complaints(new BlackoutWindow("No Name", " ", null, null))).extracting(Complaint::pointer)
                .containsExactly("/name", "/reason", "");
        assertThat(complaints(new BlackoutWindow("n", "r", new Once(null, null), null))).hasSize(2);
        assertThat(complaints(once("2026-12-24T00:00:00Z", "2026-12-24T00:00:00Z"))).hasSize(1);
        assertThat(complaints(new BlackoutWindow("n", "r", null, new Weekly(null, null, null, null)))).hasSize(4);
        assertThat(complaints(weekly(WORKDAYS, "09:00", Duration.ofDays(8)))).hasSize(1);
        assertThat(complaints(weekly(WORKDAYS, "09:00", Duration.ofDays(7)))).isEmpty();
    }

    @Test
    void comesBackFromJsonAsItWas() {
        for (BlackoutWindow window : List.of(once("2026-12-24T00:00:00Z", "2026-12-27T00:00:00Z"),
                weekly(WORKDAYS, "09:00", Duration.ofHours(8)))) {
            String json = Wire.mapper().writeValueAsString(window);
            assertThat(Wire.mapper().readValue(json, BlackoutWindow.class)).isEqualTo(window);
        }
    }

    private static List<Complaint> complaints(BlackoutWindow window) {
        Complaints complaints = Complaints.collect();
        window.check(complaints);
        return complaints.found();
    }

    private static String endAt(BlackoutWindow window, String now) {
        return window.endAt(Instant.parse(now)).map(Instant::toString).orElse(null);
    }

    private static BlackoutWindow once(String from, String to) {
        return new BlackoutWindow("holidays", "nobody is there", new Once(Instant.parse(from), Instant.parse(to)),
                null);
    }

    private static BlackoutWindow weekly(List<DayOfWeek> days, String start, Duration duration) {
        return new BlackoutWindow("weekly", "people work", null,
                new Weekly(days, LocalTime.parse(start), duration, VIENNA));
    }
}
