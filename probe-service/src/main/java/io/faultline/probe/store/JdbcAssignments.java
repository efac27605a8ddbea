package io.faultline.probe.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.Step;
import io.faultline.contracts.run.StepDue;
import io.faultline.contracts.wire.Wire;
import io.faultline.probe.assignment.Assignment;
import io.faultline.probe.assignment.Assignments;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Assignments as rows; a step is kept as the fact that brought it. */
record JdbcAssignments(JdbcClient jdbc, UUID me) implements Assignments {
    private static final String COLUMNS = """
                                          due, traceparent, array(select name from answer
                                            where answer.run_id = assignment.run_id
                                              and answer.step_id = assignment.step_id) as answered""";
    private static final String SELECT = "select " + COLUMNS + " from assignment where ";

    @Override
    public void keep(Assignment assignment) {
        Step step = assignment.due().step();
        Step.Measure measure = step instanceof Step.Measure it ? it : null;
        FaultId fault = measure == null ? null : measure.fault();
        jdbc.sql("""
                 insert into assignment (run_id, step_id, fault_id, phase, open, traceparent, due, owner)
                 values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")
                .param(assignment.run().value()).param(step.id().value()).param(fault == null ? null : fault.value())
                .param(measure == null ? null : measure.phase().name()).param(Assignment.awaited(step))
                .param(assignment.traceparent()).param(Wire.mapper().writeValueAsString(assignment.due()))
                .param(me)
                .update();
    }

    @Override
    public boolean hold(RunId run, StepId step, boolean last) {
        return jdbc.sql("update assignment set open = ? where run_id = ? and step_id = ? and open")
                .params(!last, run.value(), step.value()).update() == 1;
    }

    @Override
    public boolean answer(RunId run, StepId step, String name) {
        return jdbc.sql("insert into answer (run_id, step_id, name) values (?, ?, ?) on conflict do nothing")
                .params(run.value(), step.value(), name).update() == 1;
    }

    @Override
    public Optional<Assignment> before(RunId run, FaultId fault) {
        return jdbc.sql(SELECT + "run_id = ? and fault_id = ? and phase = ? and not dropped")
                .params(run.value(), fault.value(), MeasurePhase.PRE_FAULT.name())
                .query((row, _) -> assignment(row)).optional();
    }

    @Override
    public List<Assignment> of(RunId run) {
        return jdbc.sql(SELECT + "run_id = ?").param(run.value()).query((row, _) -> assignment(row)).list();
    }

    @Override
    public List<Assignment> takeUp() {
        return jdbc.sql("update assignment set owner = ? where open and (owner is null or owner = any(?)) returning "
                + COLUMNS).params(me, JdbcInstances.gone(jdbc, "assignment", "open"))
                .query((row, _) -> assignment(row)).list();
    }

    @Override
    public void drop(RunId run) {
        jdbc.sql("update assignment set open = false, dropped = true where run_id = ?").param(run.value()).update();
    }

    @Override
    public void forget(RunId run) {
        jdbc.sql("delete from assignment where run_id = ?").param(run.value()).update();
        jdbc.sql("delete from answer where run_id = ?").param(run.value()).update();
    }

    @Override
    public void forget(Instant before) {
        jdbc.sql("delete from assignment where asked_at < ?").param(before.atOffset(ZoneOffset.UTC)).update();
        jdbc.sql("""
                 delete from answer where not exists (
                     select 1 from assignment where assignment.run_id = answer.run_id)""").update();
    }

    private static Assignment assignment(ResultSet row) throws SQLException {
        StepDue due = Wire.mapper().readValue(row.getString("due"), StepDue.class);
        String[] answered = (String[]) row.getArray("answered").getArray();
        return new Assignment(due, row.getString("traceparent"), Set.of(answered));
    }
}
