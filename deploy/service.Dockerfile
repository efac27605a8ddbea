# syntax=docker/dockerfile:1
# One recipe for every service: docker build -f deploy/service.Dockerfile --build-arg SERVICE=probe-service .
FROM eclipse-temurin:25-jre AS unpacked
ARG SERVICE
COPY ${SERVICE}/target/*-exec.jar /tmp/service.jar
RUN java -Djarmode=tools -jar /tmp/service.jar extract --destination /app

FROM eclipse-temurin:25-jre
WORKDIR /app
COPY --from=unpacked /app/lib lib
COPY --from=unpacked /app/service.jar service.jar
USER 1000:1000
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:MaxRAMPercentage=60", "-Xss512k", "--enable-native-access=ALL-UNNAMED", "-jar", "service.jar"]
