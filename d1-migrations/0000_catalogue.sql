CREATE TABLE `adjustments` (
	`id` text PRIMARY KEY NOT NULL,
	`departure_id` text NOT NULL,
	`delta` integer NOT NULL,
	`reason` text NOT NULL,
	`actor` text NOT NULL,
	`capacity_after` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `adjustments_departure` ON `adjustments` (`departure_id`,`created_at_ms`);--> statement-breakpoint
CREATE TABLE `answers` (
	`channel` text NOT NULL,
	`method` text NOT NULL,
	`key` text NOT NULL,
	`digests` text NOT NULL,
	`body` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	PRIMARY KEY(`channel`, `method`, `key`)
);
--> statement-breakpoint
CREATE INDEX `answers_created` ON `answers` (`created_at_ms`);--> statement-breakpoint
CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`name` text NOT NULL,
	`permissions` text NOT NULL,
	`rate_limit` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`revoked_at_ms` integer
);
--> statement-breakpoint
CREATE TABLE `bookings` (
	`id` text PRIMARY KEY NOT NULL,
	`departure_id` text NOT NULL,
	`tour_id` text NOT NULL,
	`hold_id` text NOT NULL,
	`code` text NOT NULL,
	`channel` text NOT NULL,
	`customer_ref` text NOT NULL,
	`seats` integer NOT NULL,
	`status` text NOT NULL,
	`unit_amount` integer NOT NULL,
	`currency` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `bookings_code` ON `bookings` (`code`);--> statement-breakpoint
CREATE INDEX `bookings_channel` ON `bookings` (`channel`,`created_at_ms`);--> statement-breakpoint
CREATE INDEX `bookings_departure` ON `bookings` (`departure_id`,`created_at_ms`);--> statement-breakpoint
CREATE TABLE `departures` (
	`id` text PRIMARY KEY NOT NULL,
	`tour_id` text NOT NULL,
	`status` text NOT NULL,
	`starts_at_ms` integer NOT NULL,
	`capacity` integer NOT NULL,
	`held` integer NOT NULL,
	`sold` integer NOT NULL,
	`available` integer NOT NULL,
	`waiting` integer NOT NULL,
	`active_holds` integer NOT NULL,
	`unit_amount` integer NOT NULL,
	`currency` text NOT NULL,
	`policy` text NOT NULL,
	`location_hint` text,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL,
	`as_of_ms` integer NOT NULL,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `departures_start` ON `departures` (`starts_at_ms`,`id`);--> statement-breakpoint
CREATE INDEX `departures_tour` ON `departures` (`tour_id`,`starts_at_ms`);--> statement-breakpoint
CREATE TABLE `key_bindings` (
	`channel` text NOT NULL,
	`method` text NOT NULL,
	`key_hash` text NOT NULL,
	`target` text NOT NULL,
	`expires_at_ms` integer NOT NULL,
	PRIMARY KEY(`channel`, `method`, `key_hash`)
);
--> statement-breakpoint
CREATE INDEX `key_bindings_expiry` ON `key_bindings` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `tours` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`description` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tours_slug` ON `tours` (`slug`);--> statement-breakpoint
CREATE TABLE `waitlist_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`departure_id` text NOT NULL,
	`channel` text NOT NULL,
	`customer_ref` text NOT NULL,
	`seats` integer NOT NULL,
	`status` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`notified_at_ms` integer,
	`hold_id` text,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `waitlist_entries_departure` ON `waitlist_entries` (`departure_id`,`created_at_ms`);