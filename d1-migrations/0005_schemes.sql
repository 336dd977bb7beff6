CREATE TABLE `scheme_audit` (
	`id` text PRIMARY KEY NOT NULL,
	`scheme_id` text NOT NULL,
	`scheme_version_id` text,
	`action` text NOT NULL,
	`actor` text NOT NULL,
	`summary` text NOT NULL,
	`request_id` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `scheme_audit_scheme` ON `scheme_audit` (`scheme_id`,`seq`);--> statement-breakpoint
CREATE TABLE `schemes` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`currency` text NOT NULL,
	`current_version_id` text NOT NULL,
	`current_status` text NOT NULL,
	`published_version_id` text,
	`versions_total` integer NOT NULL,
	`seats_total` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `schemes_created` ON `schemes` (`created_at_ms`,`id`);--> statement-breakpoint
CREATE TABLE `uploads` (
	`id` text PRIMARY KEY NOT NULL,
	`scheme_id` text NOT NULL,
	`scheme_version_id` text NOT NULL,
	`name` text NOT NULL,
	`file_name` text,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`sectors_total` integer NOT NULL,
	`groups_total` integer NOT NULL,
	`seats_total` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `uploads_created` ON `uploads` (`created_at_ms`,`id`);--> statement-breakpoint
CREATE INDEX `uploads_scheme` ON `uploads` (`scheme_id`,`created_at_ms`,`id`);--> statement-breakpoint
ALTER TABLE `shows` ADD `scheme_version_id` text;--> statement-breakpoint
ALTER TABLE `venues` ADD `scheme_id` text;