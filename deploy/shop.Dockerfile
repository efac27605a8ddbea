# syntax=docker/dockerfile:1
# The demo shop: its services run as processes of one container, which is "the machine" the faults hit.
FROM eclipse-temurin:25-jre
WORKDIR /app
COPY examples/shop/target/shop-*.jar shop.jar
USER 1000:1000
ENTRYPOINT ["java", "-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", "shop.jar"]
