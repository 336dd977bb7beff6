CREATE TABLE `shows` (
	`id` text PRIMARY KEY NOT NULL,
	`venue_id` text NOT NULL,
	`name` text NOT NULL,
	`status` text NOT NULL,
	`starts_at_ms` integer NOT NULL,
	`capacity` integer NOT NULL,
	`held` integer NOT NULL,
	`sold` integer NOT NULL,
	`blocked` integer NOT NULL,
	`available` integer NOT NULL,
	`waiting` integer NOT NULL,
	`active_holds` integer NOT NULL,
	`currency` text NOT NULL,
	`price_min` integer NOT NULL,
	`price_max` integer NOT NULL,
	`policy` text NOT NULL,
	`orphan_policy` text NOT NULL,
	`location_hint` text,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL,
	`as_of_ms` integer NOT NULL,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `shows_start` ON `shows` (`starts_at_ms`,`id`);--> statement-breakpoint
CREATE INDEX `shows_venue` ON `shows` (`venue_id`,`starts_at_ms`);--> statement-breakpoint
ALTER TABLE `bookings` ADD `total_amount` integer;--> statement-breakpoint
ALTER TABLE `bookings` ADD `show_id` text;--> statement-breakpoint
ALTER TABLE `bookings` ADD `venue_id` text;--> statement-breakpoint
ALTER TABLE `bookings` ADD `seat_list` text;--> statement-breakpoint
ALTER TABLE `bookings` ADD `external_booking_id` text;