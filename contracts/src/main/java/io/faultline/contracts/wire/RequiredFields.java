package io.faultline.contracts.wire;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** A published record without a field that is not nullable is poison: better told here than found by whoever uses it. */
final class RequiredFields {
    private static final ClassValue<List<Method>> OF = new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
            return Stream.of(type.getRecordComponents())
                    .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                    .map(RecordComponent::getAccessor).toList();
        }
    };

    private RequiredFields() {}

    static Optional<String> missingIn(Record record) {
        return OF.get(record.getClass()).stream().filter(field -> isMissing(field, record)).map(Method::getName)
                .findFirst();
    }

    private static boolean isMissing(Method field, Record record) {
        try {
            return field.invoke(record) == null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
