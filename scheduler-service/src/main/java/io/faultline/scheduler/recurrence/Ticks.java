package io.faultline.scheduler.recurrence;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;

/**
 * The moments a cron expression names in a time zone. The expression is only ever asked about local time; how the clock
 * changes is decided here. A fixed hour ("30 2 * * *") ticks once on every day: at the end of the gap when its time is
 * skipped, the first time when it comes twice. With every hour ("30 * * * *") it ticks as the hours really pass.
 */
public final class Ticks {
    private static final CronParser WITHOUT_SECONDS = new CronParser(definition(CronDefinitionBuilder.defineCron()));
    private static final CronParser WITH_SECONDS = new CronParser(
            definition(CronDefinitionBuilder.defineCron().withSeconds().withStrictRange().and()));

    private final ExecutionTime times;
    private final ZoneRules rules;
    private final boolean everyHour;

    private Ticks(Cron cron, ZoneId zone) {
        times = ExecutionTime.forCron(cron);
        rules = zone.getRules();
        everyHour = cron.retrieve(CronFieldName.HOUR).getExpression() instanceof Always;
    }

    /** @throws IllegalArgumentException when it is no cron expression */
    public static Ticks of(String cron, ZoneId zone) {
        String text = cron.strip();
        CronParser parser = text.split("\\s+").length == 6 ? WITH_SECONDS : WITHOUT_SECONDS;
        return new Ticks(parser.parse(text), zone);
    }

    private static CronDefinition definition(CronDefinitionBuilder builder) {
        return builder.withMinutes().withStrictRange().and() //
                .withHours().withStrictRange().and() //
                .withDayOfMonth().withStrictRange().and() //
                .withMonth().withStrictRange().and() //
                .withDayOfWeek().withValidRange(0, 7).withMondayDoWValue(1).withIntMapping(7, 0).withStrictRange().and() //
                .withSupportedNicknameYearly().withSupportedNicknameAnnually().withSupportedNicknameMonthly()
                .withSupportedNicknameWeekly().withSupportedNicknameDaily().withSupportedNicknameMidnight()
                .withSupportedNicknameHourly().instance();
    }

    /** The first tick later than this moment; none if there never is one. */
    public Optional<Instant> after(Instant moment) {
        return everyHour ? afterAsHoursPass(moment) : afterByTheClock(moment);
    }

    public List<Instant> after(Instant moment, int count) {
        List<Instant> ticks = new ArrayList<>();
        Optional<Instant> tick = after(moment);
        while (tick.isPresent() && ticks.size() < count) {
            ticks.add(tick.get());
            tick = after(tick.get());
        }
        return ticks;
    }

    private Optional<Instant> afterByTheClock(Instant moment) {
        Optional<LocalDateTime> local = afterLocal(LocalDateTime.ofInstant(moment, rules.getOffset(moment)));
        while (local.isPresent() && !onTheClock(local.get()).isAfter(moment)) {
            local = afterLocal(local.get());
        }
        return local.map(this::onTheClock);
    }

    private Instant onTheClock(LocalDateTime local) {
        ZoneOffsetTransition change = rules.getTransition(local);
        if (change != null && change.isGap()) {
            return change.getInstant();
        }
        return local.toInstant(rules.getValidOffsets(local).getFirst());
    }

    private Optional<Instant> afterAsHoursPass(Instant moment) {
        ZoneOffset offset = rules.getOffset(moment);
        Optional<Instant> tick = afterLocal(LocalDateTime.ofInstant(moment, offset))
                .map(local -> local.toInstant(offset));
        ZoneOffsetTransition change = rules.nextTransition(moment);
        if (change == null || tick.filter(at -> at.isBefore(change.getInstant())).isPresent()) {
            return tick;
        }
        return afterAsHoursPass(change.getInstant(), change.getOffsetAfter());
    }

    /** From the first moment of another offset on, this moment included. */
    private Optional<Instant> afterAsHoursPass(Instant changed, ZoneOffset offset) {
        LocalDateTime justBefore = LocalDateTime.ofInstant(changed, offset).minusSeconds(1);
        return afterLocal(justBefore).map(local -> local.toInstant(offset))
                .flatMap(tick -> rules.getOffset(tick).equals(offset)
                        ? Optional.of(tick)
                        : afterAsHoursPass(changed));
    }

    private Optional<LocalDateTime> afterLocal(LocalDateTime local) {
        return times.nextExecution(local.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneOffset.UTC))
                .map(ZonedDateTime::toLocalDateTime);
    }
}
