package io.faultline.formats.litmus;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** When a manifest runs by itself. */
class ScheduleTest {
    private static String schedule(String schedule, String... more) {
        return """
               apiVersion: litmuschaos.io/v1alpha1
               kind: ChaosSchedule
               metadata: {name: nightly, namespace: shop}
               spec:
                 schedule: %s
               %s
                 engineTemplateSpec:
               %s""".formatted(schedule, String.join("\n", more).indent(2),
                ("  appinfo" + Imports.engine("pod-delete", Map.of()).split("appinfo", 2)[1]).indent(2));
    }

    @Test
    void nowIsNoTimetable() {
        Manifest manifest = Imports.converted(schedule("{now: true}"));
        assertThat(manifest.timetable()).isNull();
        assertThat(manifest.kind()).isEqualTo(ManifestKind.CHAOS_SCHEDULE);
        assertThat(manifest.experiment().spec().faults().getFirst().name()).isEqualTo("nightly");
    }

    @Test
    void onceIsATime() {
        assertThat(Imports.converted(schedule("{once: {executionTime: \"2030-01-31T06:00:00Z\"}}")).timetable().once())
                .isEqualTo(Instant.parse("2030-01-31T06:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
            "{repeat: {properties: {minChaosInterval: {hour: {everyNthHour: 2, minuteOfTheHour: 15}}}, workDays: {includedDays: \"Mon,Tue,Wed\"}}}@15 */2 * * MON,TUE,WED",
            "{repeat: {properties: {minChaosInterval: {minute: {everyNthMinute: 10}}}, workHours: {includedHours: 9-17}}}@*/10 9-17 * * *",
            "{repeat: {properties: {minChaosInterval: {hour: {everyNthHour: 3}}}, workHours: {includedHours: 0-12}, workDays: {includedDays: Mon-Fri}}}@0 0-12/3 * * MON-FRI"})
    void repetitionIsACron(String schedule, String cron) {
        assertThat(Imports.converted(schedule(schedule)).timetable().cron()).isEqualTo(cron);
    }

    @Test
    void keepsItsBeginningItsEndAndItsState() {
        Timetable timetable = Imports.converted(schedule(
                "{repeat: {timeRange: {startTime: \"2030-01-01T00:00:00Z\", endTime: \"2030-02-01T00:00:00Z\"},"
                        + " properties: {minChaosInterval: {minute: {everyNthMinute: 5}}}}}",
                "scheduleState: halt")).timetable();
        assertThat(timetable.from()).isEqualTo(Instant.parse("2030-01-01T00:00:00Z"));
        assertThat(timetable.until()).isEqualTo(Instant.parse("2030-02-01T00:00:00Z"));
        assertThat(timetable.suspended()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {"{}@a schedule is now: true, once or repeat",
            "{repeat: {properties: {}}}@minChaosInterval needs one of",
            "{once: {executionTime: tomorrow}}@has to be a time such as",
            "{repeat: {properties: {minChaosInterval: {minute: {everyNthMinute: 90}}}}}@has to be a number up to 59",
            "{repeat: {properties: {minChaosInterval: {minute: {everyNthMinute: 9}}}, workDays: {includedDays: Sometimes}}}@is no day"})
    void whatIsNoScheduleIsRefused(String schedule, String why) {
        assertThat(Imports.refusals(schedule(schedule))).anySatisfy(refusal -> assertThat(refusal).contains(why));
    }

    private static String cron(String fields) {
        return """
               apiVersion: argoproj.io/v1alpha1
               kind: CronWorkflow
               metadata: {name: nightly}
               spec:
               %s
                 workflowSpec:
                   entrypoint: a
                   templates:
                     - name: a
                       inputs:
                         artifacts:
                           - raw:
                               data: |
               %s""".formatted(fields.indent(2), Imports.engine("pod-delete", Map.of()).indent(18));
    }

    @Test
    void aCronWorkflowKeepsAllOfIts() {
        String text = cron("schedule: \"30 3 * * 1-5\"\ntimezone: Europe/Berlin\nconcurrencyPolicy: Replace\n"
                + "suspend: true\nstartingDeadlineSeconds: 60\nsuccessfulJobsHistoryLimit: 3");
        Manifest manifest = Imports.converted(text);
        assertThat(manifest.timetable()).isEqualTo(new Timetable("30 3 * * 1-5", "Europe/Berlin", "Replace", true,
                Duration.ofMinutes(1), null, null, null));
        assertThat(Imports.converted(LitmusFile.writeYaml(manifest).text())).isEqualTo(manifest);
        assertThat(Imports.notes(text, Note.Kind.IGNORED)).anySatisfy(
                note -> assertThat(note).contains("'successfulJobsHistoryLimit' is left out: all runs are kept"));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(arguments("schedule: \"* *\"", "is no schedule"),
                arguments("timezone: Mars", "needs one schedule"),
                arguments("schedule: \"0 * * * *\"\ntimezone: Mars", "'Mars' is no time zone"),
                arguments("schedule: \"0 * * * *\"\nconcurrencyPolicy: Never", "Allow, Forbid or Replace"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsNoCronIsRefused(String fields, String why) {
        assertThat(Imports.refusals(cron(fields))).anySatisfy(refusal -> assertThat(refusal).contains(why));
    }
}
